/** The names of /etc/services that people meet; where a name is for both protocols, both have it. */
const services: Readonly<Record<string, number>> = {
  'ftp': 21,
  'ssh': 22,
  'telnet': 23,
  'smtp': 25,
  'domain': 53,
  'bootpc': 68,
  'http': 80,
  'pop3': 110,
  'sunrpc': 111,
  'ntp': 123,
  'imap': 143,
  'ldap': 389,
  'https': 443,
  'ldaps': 636,
  'imaps': 993,
  'ms-sql-s': 1433,
  'nfs': 2049,
  'mysql': 3306,
  'ms-wbt-server': 3389,
  'postgres': 5432,
  'redis': 6379,
  'http-alt': 8008,
  'webcache': 8080,
} // prettier-ignore

const names = new Map(Object.entries(services).map(([name, port]) => [port, name]))

export const serviceName = (port: number): string | undefined => names.get(port)

/** The port behind a number or a service's name; undefined for what is neither. */
export function portNumber(text: string): number | undefined {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : services[text]
  return port !== undefined && port <= 65_535 ? port : undefined
}
