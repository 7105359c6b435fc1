export { nodeIsolates } from './node-isolates.ts'
export { MemoryDevice } from './memory-device.ts'
export { TestInternet, type Verdict } from './internet.ts'
export { CapturedOutput, PreparedInput } from './captured-files.ts'
export { TestTerminal } from './test-terminal.ts'
export { runProgram, startProgram, type RunOptions, type RunResult, type Started } from './run-program.ts'
export { addFile, testHardware, testKernel, type TestFile, type TestKernelOptions } from './test-kernel.ts'
export { serveMetadata } from './metadata.ts'
export { TurnedClock } from './turned-clock.ts'
export {
  copyDisk,
  imageDisk,
  testMachine,
  type TestMachine,
  type TestMachineOptions,
} from './test-machine.ts'
