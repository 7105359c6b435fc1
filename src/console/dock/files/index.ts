export { DropZone } from './drop-zone.tsx'
export { FileButtons } from './file-buttons.tsx'
