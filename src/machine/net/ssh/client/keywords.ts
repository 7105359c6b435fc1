/** ssh_config's keywords that are followed here. */
const served = new Set([
  'addkeystoagent', 'batchmode', 'configfile', 'connecttimeout', 'exitonforwardfailure', 'forwardagent', 'host', 'hostname',
  'hostkeyalias', 'identitiesonly', 'identityfile', 'identityagent', 'localforward', 'loglevel', 'match', 'passwordauthentication', 'port', 'preferredauthentications', 'pubkeyauthentication', 'proxycommand',
  'proxyjump', 'remoteforward', 'requesttty', 'stricthostkeychecking', 'user', 'userknownhostsfile',
]) // prettier-ignore

/**
 * Keywords that change nothing one could see on this network: connections here do not fall silent, are not shared,
 * and there is one kind of cipher. They may stand in a configuration that also serves elsewhere; -v tells of them.
 */
const without = new Set([
  'addressfamily', 'bindaddress', 'canonicalizehostname', 'checkhostip', 'ciphers', 'compression', 'connectionattempts',
  'controlmaster', 'controlpath', 'controlpersist', 'enablesshkeysign', 'escapechar', 'fingerprinthash', 'forwardx11',
  'forwardx11trusted', 'gatewayports', 'globalknownhostsfile', 'gssapiauthentication', 'gssapidelegatecredentials', 'hashknownhosts',
  'hostbasedauthentication', 'hostkeyalgorithms', 'ignoreunknown', 'include', 'ipqos', 'kbdinteractiveauthentication', 'kexalgorithms',
  'macs', 'nohostauthenticationforlocalhost', 'numberofpasswordprompts', 'permitlocalcommand',
  'pubkeyacceptedalgorithms', 'pubkeyacceptedkeytypes', 'rekeylimit',
  'sendenv', 'serveralivecountmax', 'serveraliveinterval', 'setenv', 'syslogfacility', 'tcpkeepalive', 'tunnel',
  'updatehostkeys', 'usekeychain', 'verifyhostkeydns', 'visualhostkey', 'xauthlocation',
]) // prettier-ignore

export const hasEffect = (keyword: string): boolean => served.has(keyword)

export const isKeyword = (keyword: string): boolean => served.has(keyword) || without.has(keyword)
