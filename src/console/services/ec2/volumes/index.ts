export { AttachVolumePage } from './attach-volume-page.tsx'
export { CreateVolumePage } from './create-volume-page.tsx'
export { VolumePage } from './volume-page.tsx'
export { VolumesPage } from './volumes-page.tsx'
