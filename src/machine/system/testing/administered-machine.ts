import { type TestMachine, type TestMachineOptions, testMachine } from '../../testing/index.ts'
import type { TestTerminal } from '../../testing/test-terminal.ts'

/** A machine with somebody logged in on it who may do everything. */
export interface AdministeredMachine extends TestMachine {
  screen: TestTerminal
  /** Runs a command line as the image's own user. */
  run(line: string): Promise<string>
  /** Puts a file there, as root. */
  put(path: string, text: string, mode?: number): Promise<void>
  text(path: string): Promise<string>
}

export async function administeredMachine(options: TestMachineOptions = {}): Promise<AdministeredMachine> {
  const made = await testMachine(options)
  const { image = 'al2023' } = options
  const user = image.startsWith('debian') ? 'admin' : image.startsWith('ubuntu') ? 'ubuntu' : undefined
  const screen = await made.terminal(user)
  return {
    ...made,
    screen,
    run: (line) => screen.run(line),
    put: (path, text, mode = 0o644) =>
      made.machine.writeFile(path, new TextEncoder().encode(text), { mode, owner: 'root' }),
    text: async (path) => new TextDecoder().decode(await made.machine.readFile(path)),
  }
}
