import { isErrno } from '../errno.ts'
import type { Process } from './process.ts'

/** What `uname` says of a kernel. */
export interface KernelRelease {
  /** `uname -r`. */
  kernel: string
  /** `uname -v`. */
  build: string
  /** `uname -m`. */
  machine: 'x86_64' | 'aarch64'
}

/** As in programs' binaries, a magic line and then what there is to know. */
const magic = '\x7fSANDCLOUD-KERNEL'

/** /boot/vmlinuz: a root volume brings its own kernel, as on the real machines. */
export const kernelImage = ({ kernel, build, machine }: KernelRelease): string =>
  `${magic}\n${kernel}\n${machine}\n${build}\n`

/** The kernel on the root volume; undefined on one from before kernels were there. */
export async function readKernelImage(init: Process): Promise<KernelRelease | undefined> {
  try {
    const [first, kernel, machine, build] = (await init.readText('/boot/vmlinuz')).split('\n')
    if (first !== magic || !kernel || !build) return undefined
    return { kernel, build, machine: machine === 'aarch64' ? 'aarch64' : 'x86_64' }
  } catch (error) {
    if (isErrno(error)) return undefined
    throw error
  }
}
