export { reachCloud, type Reached } from './reach-cloud.ts'
