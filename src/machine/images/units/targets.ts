/** Targets as systemd brings them: name → what follows Description=, in [Unit]. */
const targets: Readonly<Record<string, readonly [description: string, ...lines: string[]]>> = {
  'local-fs-pre': ['Preparation for Local File Systems', 'RefuseManualStart=yes'],
  'local-fs': ['Local File Systems', 'DefaultDependencies=no', 'Conflicts=shutdown.target', 'After=local-fs-pre.target', 'OnFailure=emergency.target', 'OnFailureJobMode=replace-irreversibly'],
  'sysinit': ['System Initialization', 'Conflicts=emergency.target', 'Wants=local-fs.target', 'After=local-fs.target emergency.target'],
  'sockets': ['Socket Units'],
  'timers': ['Timer Units', 'DefaultDependencies=no', 'Conflicts=shutdown.target'],
  'paths': ['Path Units'],
  'slices': ['Slice Units'],
  'basic': ['Basic System', 'Requires=sysinit.target', 'Wants=sockets.target timers.target paths.target slices.target', 'After=sysinit.target sockets.target paths.target slices.target'],
  'network-pre': ['Preparation for Network', 'RefuseManualStart=yes'],
  'network': ['Network', 'After=network-pre.target', 'RefuseManualStart=yes'],
  'network-online': ['Network is Online', 'After=network.target'],
  'nss-lookup': ['Host and Network Name Lookups', 'RefuseManualStart=yes'],
  'time-sync': ['System Time Synchronized', 'RefuseManualStart=yes'],
  'remote-fs': ['Remote File Systems'],
  'getty': ['Login Prompts'],
  'rescue': ['Rescue Mode', 'Requires=sysinit.target', 'After=sysinit.target', 'AllowIsolate=yes'],
  'emergency': ['Emergency Mode', 'DefaultDependencies=no', 'AllowIsolate=yes'],
  'multi-user': ['Multi-User System', 'Requires=basic.target', 'Wants=network.target getty.target', 'Conflicts=rescue.target', 'After=basic.target rescue.target', 'AllowIsolate=yes'],
  'graphical': ['Graphical Interface', 'Requires=multi-user.target', 'Conflicts=rescue.target', 'After=multi-user.target rescue.target', 'AllowIsolate=yes'],
  'shutdown': ['System Shutdown', 'DefaultDependencies=no', 'RefuseManualStart=yes'],
  'reboot': ['System Reboot', 'DefaultDependencies=no', 'AllowIsolate=yes'],
  'poweroff': ['System Power Off', 'DefaultDependencies=no', 'AllowIsolate=yes'],
  'halt': ['System Halt', 'DefaultDependencies=no', 'AllowIsolate=yes'],
  'cloud-config': ['Cloud-config availability', 'Wants=cloud-init-local.service cloud-init.service', 'After=cloud-init-local.service cloud-init.service'],
  'cloud-init': ['Cloud-init target', 'After=multi-user.target'],
} // prettier-ignore

export const targetUnits: ReadonlyMap<string, string> = new Map(
  Object.entries(targets).map(([name, [description, ...lines]]) => [
    `${name}.target`,
    `[Unit]\nDescription=${description}\nDocumentation=man:systemd.special(7)\n${lines.map((line) => `${line}\n`).join('')}`,
  ]),
)
