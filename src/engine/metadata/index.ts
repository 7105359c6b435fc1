export { Metadata, type MetadataAnswer, type MetadataRequest } from './metadata.ts'
