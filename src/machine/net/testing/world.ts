import type { Kernel } from '../../kernel/kernel.ts'
import type { Process, Program } from '../../kernel/process.ts'
import type { Stream } from '../../network.ts'
import type { RunResult, TestFile } from '../../testing/index.ts'
import { TestInternet, runProgram, testKernel } from '../../testing/index.ts'
import { outsidePorts, outsideSites } from '../sites/index.ts'
import { testAssets } from './assets.ts'

export interface World {
  internet: TestInternet
  machine: Kernel
  run(program: Program, argv: readonly string[], options?: RunAs): Promise<RunResult>
  root: Process
}

interface RunAs {
  uid?: number
  cwd?: string
  stdin?: string
  env?: Readonly<Record<string, string>>
}

/** Gives the outside sites that we ship their names and places. */
export function addOutsideSites(internet: TestInternet): void {
  for (const [index, [name, serve]] of Object.entries(outsideSites(testAssets)).entries()) {
    const address = `192.0.2.${index + 1}`
    internet.names.set(name, [address])
    internet.serve(address, (stream: Stream) => {
      if (outsidePorts.includes(stream.local.port)) void serve(stream, { clientAddress: '203.0.113.7' })
      else stream.destroy()
    })
  }
}

/** A machine on the internet, with the outside sites that we ship. */
export async function testWorld(
  options: { programs?: Record<string, Program>; files?: Readonly<Record<string, TestFile>> } = {},
): Promise<World> {
  const internet = new TestInternet()
  addOutsideSites(internet)
  const machine = await testKernel({
    hardware: { network: internet.plug('172.31.0.10') },
    files: options.files ?? {},
    programs: Object.fromEntries(
      Object.entries(options.programs ?? {}).map(([name, program]) => [name, async () => program]),
    ),
  })
  return {
    internet,
    machine,
    root: machine.init.process,
    run: (program, argv, as = {}) => runProgram(program, { kernel: machine, argv, ...as }),
  }
}
