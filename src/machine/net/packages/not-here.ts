/** Software that people look for, and why there is no package of it. */
const reasons: readonly (readonly [names: RegExp, reason: string])[] = [
  [/^(docker.*|containerd.*|podman.*|moby.*)$/, 'Sandcloud has no docker: its machines run no containers.'],
  [/^(python.*|pip.*)$/, "Sandcloud has no python: its machines run Node.js programs and the shell's."],
  [/^(ruby.*|perl|php.*|golang.*|go|java.*|openjdk.*|default-j[dr][ke]|rust.*|cargo)$/, 'Sandcloud has no other language than Node.js and the shell.'], // prettier-ignore
  [
    /^(gcc.*|g\+\+|make|build-essential|clang|cmake)$/,
    'Sandcloud has no compiler: its machines run no machine code.',
  ],
  [/^(mysql.*|mariadb.*|postgresql.*|redis.*|mongodb.*|sqlite.*)$/, 'Sandcloud has no database server: DynamoDB is there.'], // prettier-ignore
  [/^(apache2|httpd.*|caddy|haproxy)$/, 'Sandcloud has no web server but nginx.'],
  [/^(tmux|screen)$/, 'Sandcloud has no terminal multiplexer: open another terminal tab or pane.'],
  [/^(htop|btop|atop)$/, 'Sandcloud has no other view of processes than top and ps.'],
  [/^tree$/, 'Sandcloud has no tree: find and ls -R are there.'],
  [/^(awscli|awscli-2)$/, 'The aws command is on your laptop.'],
]

/** A sentence for somebody who asked for a package in vain; undefined where we know nothing of it. */
export const whyNotHere = (name: string): string | undefined =>
  reasons.find(([names]) => names.test(name))?.[1]
