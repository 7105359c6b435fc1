export { RouterLinks, useGo, useHref } from './links.tsx'
export { paths } from './paths.ts'
export { firstRegion, useRegion } from './region.ts'
export { useQueryParam } from './use-query-param.ts'
