/** EnvironmentFile=: lines of NAME=value as a shell would read them, without any expansion. */
export function parseEnvironmentFile(text: string): Map<string, string> {
  const environment = new Map<string, string>()
  for (const line of text.replace(/\\\n/g, '').split('\n')) {
    const match = /^\s*(?:export\s+)?([A-Za-z_][A-Za-z0-9_]*)=(.*)$/.exec(line)
    if (match && !/^\s*[#;]/.test(line)) environment.set(match[1]!, unquote(match[2]!.trim()))
  }
  return environment
}

function unquote(text: string): string {
  const quote = text[0]
  if ((quote === '"' || quote === "'") && text.length > 1 && text.endsWith(quote)) {
    const inner = text.slice(1, -1)
    return quote === "'" ? inner : inner.replace(/\\(["\\`$])/g, '$1')
  }
  return text.replace(/\\(.)/g, '$1')
}
