import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { TestInternet, type TestMachine, type TestTerminal, testMachine } from '../../testing/index.ts'
import { addOutsideSites } from '../testing/world.ts'
import { ConfigurationError, parseConfiguration } from './syntax.ts'

test('configurations are read as nginx reads them, and their mistakes named', () => {
  const [http] = parseConfiguration(
    `http { # comment\n  server { listen 80; return 200 "a; {b}\\n"; }\n}`,
    'f',
  )
  expect(http!.block![0]!.block).toMatchObject([
    { name: 'listen', args: ['80'], line: 2 },
    { name: 'return', args: ['200', 'a; {b}\\n'] },
  ])
  const mistake = (text: string) => {
    try {
      parseConfiguration(text, 'f')
    } catch (error) {
      return error instanceof ConfigurationError ? error.message : error
    }
    return undefined
  }
  expect(mistake('a b\n}')).toBe('unexpected "}" in f:2')
  expect(mistake('http {\n')).toBe('unexpected end of file, expecting "}" in f:2')
  expect(mistake('a b')).toBe('unexpected end of file, expecting ";" or "}" in f:1')
})

describe('nginx on Ubuntu', () => {
  let machine: TestMachine
  let screen: TestTerminal
  const curl = (path: string, options = '') => screen.run(`curl -s ${options} http://localhost${path}`)
  /** Until somebody listens there. */
  const wait = (port: number | undefined) =>
    port === undefined ? '' : `; until ss -ltn | grep -q :${port}; do :; done`
  const site = (text: string, port?: number) =>
    screen.run(
      `printf '%s' '${text}' | sudo tee /etc/nginx/conf.d/site.conf > /dev/null; sudo nginx -t && sudo systemctl reload nginx${wait(port)}`,
    )

  beforeAll(async () => {
    const internet = new TestInternet()
    addOutsideSites(internet)
    machine = await testMachine({ image: 'ubuntu-24.04', internet })
    screen = await machine.terminal('ubuntu')
  })
  afterAll(() => machine.machine.shutdown())

  test('is installed, enabled, started, and welcomes', async () => {
    await screen.run('sudo apt-get -qq update')
    expect(await screen.run('sudo apt-get -qq install nginx')).toMatch(
      /Setting up nginx \(1\.24\.0-2ubuntu7\.5\) \.\.\.\n/,
    )
    expect(await screen.run('systemctl is-active nginx; systemctl is-enabled nginx')).toBe('active\nenabled')
    expect(await curl('/')).toContain('<h1>Welcome to nginx!</h1>')
    expect(await curl('/', '-I')).toMatch(
      /^HTTP\/1\.1 200 OK\nServer: nginx\/1\.24\.0 \(Ubuntu\)\nContent-Type: text\/html\n/,
    )
    expect(await curl('/nothing', '-o /dev/null -w "%{http_code}\\n"')).toContain('404')
    expect(await screen.run('ps -eo user,args | grep [n]ginx')).toMatch(/^root .*nginx.*\nwww-data .*nginx/)
    expect(await screen.run('tail -1 /var/log/nginx/access.log')).toMatch(
      /"GET \/nothing HTTP\/1\.1" 404 \d+ "-" "curl/,
    )
  })

  test('serves files with their types, redirects to folders, forbids what it may not read', async () => {
    await screen.run(
      'sudo mkdir -p /srv/www/docs; echo "<p>docs" | sudo tee /srv/www/docs/index.html; echo "a{}" | sudo tee /srv/www/a.css',
    )
    await screen.run('echo secret | sudo tee /srv/www/secret.txt; sudo chmod 600 /srv/www/secret.txt')
    expect(
      await site(
        'server { listen 8080; root /srv/www; location / { try_files $uri $uri/ /docs/index.html; } location /raw/ { alias /srv/www/; autoindex on; } location = /old { return 301 /docs/; } location ~ [.]css$ { add_header X-Kind style; } }',
        8080,
      ),
    ).toMatch(/syntax is ok\nnginx: configuration file \/etc\/nginx\/nginx\.conf test is successful/)
    expect(await screen.run('curl -sI localhost:8080/a.css')).toMatch(
      /Content-Type: text\/css\n[^]*X-Kind: style/,
    )
    expect(await screen.run('curl -s localhost:8080/docs/')).toBe('<p>docs')
    expect(await screen.run('curl -sI localhost:8080/old | grep -i -e HTTP -e location')).toBe(
      'HTTP/1.1 301 Moved Permanently\nLocation: http://localhost:8080/docs/',
    )
    expect(await screen.run('curl -s localhost:8080/single/page')).toBe('<p>docs')
    expect(await screen.run('curl -s localhost:8080/raw/')).toContain('<a href="a.css">a.css</a>')
    expect(await screen.run('curl -s localhost:8080/secret.txt')).toContain('403 Forbidden')
    expect(
      await screen.run(
        'printf "GET /../../etc/passwd HTTP/1.1\\r\\nConnection: close\\r\\n\\r\\n" | nc localhost 8080 | head -1',
      ),
    ).toContain('400 Bad Request')
    expect(await screen.run('tail -1 /var/log/nginx/error.log')).toMatch(
      /open\(\) "\/srv\/www\/secret\.txt" failed \(13: Permission denied\), client: 127\.0\.0\.1/,
    )
  })

  test('proxies to a server behind, and says 502 when there is none', async () => {
    await site(
      'upstream app { server 127.0.0.1:3000; } server { listen 8081; location /api/ { proxy_pass http://app/; proxy_set_header X-Real-IP $remote_addr; proxy_set_header Host $host; proxy_read_timeout 30s; } }',
      8081,
    )
    expect(await screen.run('curl -s localhost:8081/api/x')).toContain('502 Bad Gateway')
    expect(await screen.run('tail -1 /var/log/nginx/error.log')).toContain(
      'connect() failed (111: Connection refused) while connecting to upstream, upstream: "http://127.0.0.1:3000/x"',
    )
    await screen.run(
      "(printf 'HTTP/1.1 200 OK\\r\\nSet-Cookie: a=1\\r\\nSet-Cookie: b=2\\r\\nContent-Length: 3\\r\\n\\r\\nhi\\n' | nc -l 3000 > /tmp/asked &)" +
        wait(3000),
    )
    expect(await screen.run('curl -si "localhost:8081/api/x?y=1" | grep -e Cookie -e hi')).toBe(
      'Set-Cookie: a=1\nSet-Cookie: b=2\nhi',
    )
    expect(
      await screen.run('tr -d "\\r" < /tmp/asked | head -3; grep -c "X-Real-IP: 127.0.0.1" /tmp/asked'),
    ).toMatch(/^GET \/x\?y=1 HTTP\/1\.1\n[^]*\n1$/)
  })

  test('refuses what it does not have, and a second one on the same port', async () => {
    expect(await site('server { listen 8082; frobnicate on; }')).toMatch(
      /nginx: \[emerg\] unknown directive "frobnicate" in \/etc\/nginx\/conf\.d\/site\.conf:1 .*\nnginx: configuration file \/etc\/nginx\/nginx\.conf test failed/,
    )
    expect(await site('server { listen 443 ssl; }')).toContain('speaks plain HTTP')
    await screen.run('sudo rm /etc/nginx/conf.d/site.conf')
    expect(await screen.run('sudo nginx')).toBe(
      'nginx: [emerg] bind() to 0.0.0.0:80 failed (98: Address already in use)',
    )
    await screen.run(
      'sudo sh -c "echo \'# mine\' >> /etc/nginx/nginx.conf"; sudo apt-get -qq -y remove nginx',
    )
    expect(await screen.run('dpkg -l nginx | tail -1; tail -1 /etc/nginx/nginx.conf')).toMatch(
      /^rc {2}nginx [^]*\n# mine$/,
    )
    await screen.run('sudo apt-get -qq -y purge nginx')
    expect(await screen.run('curl -s localhost; echo $?')).toBe('7')
    expect(await screen.run('ls /etc/nginx /var/www/html')).toMatch(/cannot access/)
  })
})

test('Amazon Linux has an account for it, and starts it when it is told to', async () => {
  const internet = new TestInternet()
  addOutsideSites(internet)
  const { machine, terminal } = await testMachine({ internet })
  const screen = await terminal()
  await screen.run('sudo dnf install -y nginx')
  expect(
    await screen.run(
      'systemctl is-active nginx; id nginx; sudo systemctl enable --now nginx; curl -s localhost | grep h1',
    ),
  ).toMatch(/^inactive\nuid=\d+\(nginx\) gid=\d+\(nginx\) .*\n[^]*<h1>Welcome to nginx!<\/h1>$/)
  await machine.shutdown()
})
