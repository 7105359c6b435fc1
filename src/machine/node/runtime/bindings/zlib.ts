export const binding = {}
