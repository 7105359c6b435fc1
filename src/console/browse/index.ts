export { BrowsePage } from './browse-page.tsx'
