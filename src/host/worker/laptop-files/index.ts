export { laptopFiles } from './laptop-files.ts'
