/** What of the shared worker works outside a browser too: `npm run serve -- --compute`. */
export { type Instances, openInstances } from './instances.ts'
export type { Internet } from './internet.ts'
