export { formatIpv4, parseIpv4 } from './ipv4.ts'
export { type Card, type From, Network } from './network.ts'
export type { Step, Verdict } from './verdict.ts'
