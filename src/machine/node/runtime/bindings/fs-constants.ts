import { facts } from '../facts.ts'

export const constants = (facts.bindings.constants as { fs: Record<string, number> }).fs
