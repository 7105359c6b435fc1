export { Leadership, type Leader } from './leadership.ts'
