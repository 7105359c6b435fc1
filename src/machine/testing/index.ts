export { TestInternet, type Verdict } from './internet.ts'
export { CapturedOutput, PreparedInput } from './captured-files.ts'
export { runProgram, startProgram, type RunOptions, type RunResult, type Started } from './run-program.ts'
export { addFile, testHardware, testKernel, type TestFile, type TestKernelOptions } from './test-kernel.ts'
