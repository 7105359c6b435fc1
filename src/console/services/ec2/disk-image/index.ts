export { DownloadImage } from './download-image.tsx'
