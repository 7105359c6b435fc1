/** What one process, user or machine can have, in Linux's own magnitudes. */
export const limits = {
  /** Processes of one user (RLIMIT_NPROC), and of the machine: the difference is left to root, to clean up. */
  userProcesses: 1024,
  processes: 1536,
  /** RLIMIT_NOFILE: what a process gets, and the most it can ask for (fs.nr_open). */
  descriptors: 1024,
  mostDescriptors: 524_288,
  /** Bytes of arguments and environment together, and of one of them: execve(2). */
  argumentBytes: 2 * 1024 * 1024,
  argumentLength: 128 * 1024,
  pathLength: 4096,
  nameLength: 255,
  symlinks: 40,
  pipeBytes: 65_536,
  /** Writes up to this size to a pipe are not mixed with others': pipe(7)'s PIPE_BUF. */
  pipeAtomic: 4096,
  lastPid: 4_194_304,
  /** What a program can take into its memory at once; /dev/zero has no end. */
  wholeFile: 256 * 1024 * 1024,
} as const
