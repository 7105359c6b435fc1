const list = (text: string): string[] => text.trim().split(/\s+/)

/** sshd_config's keywords that answer yes or no. */
const flags = new Set(
  list(`allowagentforwarding exposeauthinfo gssapiauthentication gssapicleanupcredentials hostbasedauthentication
    ignorerhosts kbdinteractiveauthentication challengeresponseauthentication passwordauthentication permitemptypasswords
    permittty permituserrc printlastlog printmotd pubkeyauthentication strictmodes tcpkeepalive usedns
    usepam x11forwarding x11uselocalhost`),
)

/** Those besides that are followed here. */
const followed = new Set(
  list(`allowgroups allowtcpforwarding allowusers authorizedkeysfile banner denygroups denyusers forcecommand gatewayports
    include listenaddress logingracetime match maxauthtries permitrootlogin port`),
)

/** Those that change nothing one could see on this network: there is one kind of cipher, and nothing falls silent. */
const without = new Set(
  list(
    `acceptenv addressfamily casignaturealgorithms ciphers clientalivecountmax clientaliveinterval compression debianbanner
    fingerprinthash gssapistorecredentialsonrekey gssapikeyexchange hostbasedacceptedalgorithms hostcertificate hostkey hostkeyagent hostkeyalgorithms
    ignoreuserknownhosts ipqos kexalgorithms loglevel macs maxsessions maxstartups modulifile perSourcemaxstartups
    persourcenetblocksize pidfile pubkeyacceptedalgorithms pubkeyacceptedkeytypes pubkeyauthoptions rekeylimit
    requiredrsasize rsaminsize securitykeyprovider subsystem syslogfacility versionaddendum x11displayoffset
    xauthlocation protocol useprivilegeseparation keyregenerationinterval serverkeybits rsaauthentication
    rhostsrsaauthentication uselogin`.toLowerCase(),
  ),
)

/** Those that would change something, and cannot here: sshd says so when it starts. */
const unavailable = new Set(
  list(`allowstreamlocalforwarding authenticationmethods authorizedkeyscommand authorizedkeyscommanduser
    authorizedprincipalscommand authorizedprincipalscommanduser authorizedprincipalsfile channeltimeout chrootdirectory
    disableforwarding permitlisten permitopen permittunnel permituserenvironment persourcepenalties revokedkeys setenv
    streamlocalbindmask streamlocalbindunlink trustedusercakeys unusedconnectiontimeout`),
)

export const isFlag = (keyword: string): boolean => flags.has(keyword)
export const isUnavailable = (keyword: string): boolean => unavailable.has(keyword)
export const isKeyword = (keyword: string): boolean =>
  [flags, followed, without, unavailable].some((kind) => kind.has(keyword))
