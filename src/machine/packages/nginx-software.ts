import type { PackagedFile, Software } from './software.ts'

const unit = `[Unit]
Description=A high performance web server and a reverse proxy server
Documentation=man:nginx(8)
After=network-online.target remote-fs.target nss-lookup.target
Wants=network-online.target

[Service]
ExecStartPre=/usr/sbin/nginx -t -q
ExecStart=/usr/sbin/nginx -g 'daemon off;'
ExecReload=/usr/sbin/nginx -s reload
KillMode=mixed

[Install]
WantedBy=multi-user.target
`

const types: Readonly<Record<string, string>> = {
  'text/html': 'html htm', 'text/css': 'css', 'text/plain': 'txt', 'text/xml': 'xml', 'text/markdown': 'md', 'text/csv': 'csv',
  'application/javascript': 'js mjs', 'application/json': 'json map', 'application/wasm': 'wasm', 'application/pdf': 'pdf',
  'application/zip': 'zip', 'application/gzip': 'gz', 'image/png': 'png', 'image/jpeg': 'jpeg jpg', 'image/gif': 'gif',
  'image/svg+xml': 'svg', 'image/webp': 'webp', 'image/avif': 'avif', 'image/x-icon': 'ico', 'font/woff': 'woff', 'font/woff2': 'woff2',
  'audio/mpeg': 'mp3', 'video/mp4': 'mp4', 'video/webm': 'webm',
} // prettier-ignore

const mimeTypes = `types {\n${Object.entries(types)
  .map(([type, endings]) => `    ${type} ${endings};\n`)
  .join('')}}\n`

const main = (user: string, includes: readonly string[]): string => `user ${user};
worker_processes auto;
pid /run/nginx.pid;
error_log /var/log/nginx/error.log;

events {
    worker_connections 1024;
}

http {
    sendfile on;
    tcp_nopush on;
    keepalive_timeout 65;
    types_hash_max_size 4096;

    include /etc/nginx/mime.types;
    default_type application/octet-stream;

    access_log /var/log/nginx/access.log;

${includes.map((pattern) => `    include ${pattern};\n`).join('')}`

const welcome = `<!DOCTYPE html>
<html>
<head>
<title>Welcome to nginx!</title>
<style>
html { color-scheme: light dark; }
body { width: 35em; margin: 0 auto; font-family: Tahoma, Verdana, Arial, sans-serif; }
</style>
</head>
<body>
<h1>Welcome to nginx!</h1>
<p>If you see this page, the nginx web server of this machine is installed and working. It wants to be configured next.</p>
<p><em>Sandcloud's nginx serves files and proxies HTTP.</em></p>
</body>
</html>
`

const defaultSite = `# The server that answers when no other fits.
server {
	listen 80 default_server;
	listen [::]:80 default_server;

	root /var/www/html;
	index index.html index.htm index.nginx-debian.html;

	server_name _;

	location / {
		try_files $uri $uri/ =404;
	}
}
`

const amazonServer = `
    server {
        listen       80;
        listen       [::]:80;
        server_name  _;
        root         /usr/share/nginx/html;

        include /etc/nginx/default.d/*.conf;

        error_page 404 /404.html;
        error_page 500 502 503 504 /50x.html;
    }
}
`

const base = {
  programs: ['nginx'],
  summary: 'small, powerful, scalable web/proxy server',
  description:
    'Nginx is a web server and a reverse proxy server for HTTP. Sandcloud has a server of its own under this name:\nit serves files and proxies HTTP, and refuses the directives that it does not have.',
  url: 'https://nginx.org/',
  license: 'BSD',
  section: 'httpd',
} as const

const service = { path: '/usr/lib/systemd/system/nginx.service', text: unit }

const debianFiles: readonly PackagedFile[] = [
  service,
  {
    path: '/etc/nginx/nginx.conf',
    text: `${main('www-data', ['/etc/nginx/conf.d/*.conf', '/etc/nginx/sites-enabled/*'])}}\n`,
  },
  { path: '/etc/nginx/mime.types', text: mimeTypes },
  { path: '/etc/nginx/conf.d/.keep', text: '' },
  { path: '/etc/nginx/sites-available/default', text: defaultSite },
  { path: '/etc/nginx/sites-enabled/default', link: '/etc/nginx/sites-available/default' },
  { path: '/var/www/html/index.nginx-debian.html', text: welcome },
]

const amazonFiles: readonly PackagedFile[] = [
  service,
  { path: '/etc/nginx/nginx.conf', text: `${main('nginx', ['/etc/nginx/conf.d/*.conf'])}${amazonServer}` },
  { path: '/etc/nginx/mime.types', text: mimeTypes },
  { path: '/etc/nginx/conf.d/.keep', text: '' },
  { path: '/etc/nginx/default.d/.keep', text: '' },
  { path: '/usr/share/nginx/html/index.html', text: welcome },
]

export const nginxSoftware: readonly Software[] = [
  {
    ...base,
    files: amazonFiles,
    account: { name: 'nginx', comment: 'Nginx web server', home: '/var/lib/nginx' },
    al2023: 'nginx 1:1.28.0-1.amzn2023.0.2',
  },
  {
    ...base,
    files: debianFiles,
    jammy: 'nginx 1.18.0-6ubuntu14.7',
    noble: 'nginx 1.24.0-2ubuntu7.5',
    bookworm: 'nginx 1.22.1-9+deb12u3',
  },
]
