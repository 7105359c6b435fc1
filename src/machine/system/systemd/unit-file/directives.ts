const list = (text: string): string[] => text.trim().split(/\s+/)

/** What we do as systemd does it. */
const honoured: Record<string, readonly string[]> = {
  Unit: list(`Description Documentation After Before Requires Requisite Wants BindsTo PartOf Conflicts OnFailure OnFailureJobMode
    DefaultDependencies StartLimitIntervalSec StartLimitInterval StartLimitBurst RefuseManualStart
    RefuseManualStop IgnoreOnIsolate AllowIsolate StopWhenUnneeded SourcePath CollectMode
    ConditionPathExists ConditionPathExistsGlob ConditionPathIsDirectory ConditionFileNotEmpty
    ConditionDirectoryNotEmpty ConditionFirstBoot ConditionVirtualization ConditionHost
    ConditionUser ConditionFileIsExecutable ConditionPathIsSymbolicLink AssertPathExists`),
  Service: list(`Type ExecStart ExecStartPre ExecStartPost ExecStop ExecStopPost ExecReload ExecCondition
    Restart RestartSec StartLimitInterval StartLimitBurst RestartPreventExitStatus RestartForceExitStatus
    SuccessExitStatus Environment EnvironmentFile UnsetEnvironment User Group SupplementaryGroups
    WorkingDirectory StandardInput StandardOutput StandardError KillSignal KillMode SendSIGKILL SendSIGHUP
    TimeoutSec TimeoutStartSec TimeoutStopSec RemainAfterExit SyslogIdentifier SyslogLevelPrefix
    SyslogLevel UMask PIDFile GuessMainPID NotifyAccess RuntimeDirectory RuntimeDirectoryMode StateDirectory
    LogsDirectory CacheDirectory ConfigurationDirectory TTYPath IgnoreSIGPIPE OOMPolicy
    LimitCPU LimitFSIZE LimitCORE LimitNPROC LimitNOFILE`),
  Install: list('WantedBy RequiredBy Alias Also DefaultInstance'),
  Timer: list(`OnCalendar OnActiveSec OnBootSec OnStartupSec OnUnitActiveSec OnUnitInactiveSec Persistent Unit
    AccuracySec RandomizedDelaySec RemainAfterElapse FixedRandomDelay`),
  Mount: list('What Where Type Options DirectoryMode TimeoutSec'),
}

/** What systemd knows and a machine of ours has nothing for: the unit runs without it, and the journal says so. */
const unavailable: Record<string, readonly string[]> = {
  Unit: list(`ConditionArchitecture ConditionKernelCommandLine ConditionSecurity ConditionCapability ConditionACPower
    ConditionNeedsUpdate ConditionKernelVersion ConditionMemory ConditionCPUs ConditionEnvironment
    ConditionGroup ConditionControlGroupController ConditionPathIsMountPoint ConditionPathIsReadWrite
    OnSuccess JobTimeoutSec JobTimeoutAction FailureAction SuccessAction StartLimitAction Upholds
    PropagatesReloadTo ReloadPropagatedFrom PropagatesStopTo JoinsNamespaceOf RequiresMountsFor RebootArgument`),
  Service: list(`PrivateTmp PrivateDevices PrivateNetwork PrivateUsers PrivateMounts PrivateIPC ProtectSystem
    ProtectHome ProtectKernelTunables ProtectKernelModules ProtectKernelLogs ProtectControlGroups ProtectClock
    ProtectHostname ProtectProc ProcSubset NoNewPrivileges CapabilityBoundingSet AmbientCapabilities SecureBits
    RestrictAddressFamilies RestrictNamespaces RestrictRealtime RestrictSUIDSGID LockPersonality
    MemoryDenyWriteExecute SystemCallFilter SystemCallArchitectures SystemCallErrorNumber ReadWritePaths
    ReadOnlyPaths InaccessiblePaths ReadWriteDirectories ReadOnlyDirectories BindPaths BindReadOnlyPaths
    TemporaryFileSystem RootDirectory RootImage MountFlags MemoryMax MemoryHigh MemoryLow MemoryMin MemorySwapMax
    MemoryLimit MemoryAccounting CPUQuota CPUWeight CPUShares CPUAccounting CPUAffinity TasksMax TasksAccounting
    IOWeight IOAccounting IPAddressAllow IPAddressDeny IPAccounting BlockIOWeight DeviceAllow DevicePolicy Slice
    Delegate Nice OOMScoreAdjust CPUSchedulingPolicy CPUSchedulingPriority IOSchedulingClass
    IOSchedulingPriority LimitDATA LimitSTACK LimitRSS LimitAS
    LimitMEMLOCK LimitLOCKS LimitSIGPENDING LimitMSGQUEUE LimitNICE LimitRTPRIO LimitRTTIME DynamicUser
    RemoveIPC KeyringMode WatchdogSec WatchdogSignal PassEnvironment LoadCredential SetCredential PAMName
    BusName Sockets FileDescriptorStoreMax NonBlocking RuntimeMaxSec TimeoutAbortSec TimeoutStartFailureMode
    TimeoutStopFailureMode FinalKillSignal RestartKillSignal ReloadSignal ExitType SELinuxContext
    AppArmorProfile Personality LogLevelMax LogRateLimitIntervalSec LogRateLimitBurst SyslogFacility
    RootDirectoryStartOnly StandardInputText StandardInputData TTYReset TTYVHangup TTYVTDisallocate UtmpIdentifier
    UtmpMode RuntimeDirectoryPreserve StateDirectoryMode CacheDirectoryMode LogsDirectoryMode
    ManagedOOMSwap ManagedOOMMemoryPressure CoredumpFilter TimerSlackNSec USBFunctionDescriptors`),
  Timer: list('WakeSystem OnClockChange OnTimezoneChange'),
  Mount: list('SloppyOptions LazyUnmount ForceUnmount ReadWriteOnly'),
}

export type DirectiveKind = 'honoured' | 'unavailable' | 'unknown' | 'unknown-section' | 'silent'

/** What becomes of `key` in a section. `X-…` is for others' use, and left alone. */
export function directiveKind(section: string, key: string): DirectiveKind {
  if (section.startsWith('X-') || key.startsWith('X-')) return 'silent'
  // Sockets, paths and slices are refused as a whole, when they are started.
  if (['Socket', 'Path', 'Slice', 'Scope', 'Swap', 'Automount', 'Device', 'Target'].includes(section))
    return 'silent'
  if (!Object.hasOwn(honoured, section)) return 'unknown-section'
  if (honoured[section]!.includes(key)) return 'honoured'
  return unavailable[section]?.includes(key) ? 'unavailable' : 'unknown'
}

/** Absent protections of a package's units are no news; an absent limit or right is. */
const matters =
  /^(AmbientCapabilities|Limit|MemoryMax|MemoryHigh|CPUQuota|TasksMax|WatchdogSec|DynamicUser|Slice|PAMName|RuntimeMaxSec|Root|Bind|Temporary|PrivateNetwork|Nice|IPAddress|Condition|LoadCredential|OnSuccess|.*Action$)/

export const worthSaying = (key: string): boolean => matters.test(key)
