export { refusal } from './aws-answers.ts'
export {
  blockData,
  type Case,
  type Caller,
  type Fields,
  type Keys,
  runCases,
  sdkCaller,
} from './cases/index.ts'
export { HandClock } from './hand-clock.ts'
export { chunkOf } from './recording-hypervisor.ts'
export { testEngine, type TestEngine, type TestEngineOptions } from './test-engine.ts'
