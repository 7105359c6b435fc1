import type { ImagePart } from './distribution.ts'

/** The units of every distribution: each service's file, enabled where the real image has it so. */
export const addUnits: ImagePart = () => {}
