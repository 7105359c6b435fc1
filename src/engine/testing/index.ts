export { HandClock } from './hand-clock.ts'
export { chunkOf, RecordingHypervisor } from './recording-hypervisor.ts'
export { seededRandom } from './seeded-random.ts'
export { testEngine, type TestEngine, type TestEngineOptions } from './test-engine.ts'
