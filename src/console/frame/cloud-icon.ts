/** Sandcloud's own mark, for an image's src. */
export const cloudIcon =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='32' height='32' viewBox='0 0 16 16'%3E%3Cpath fill='%23ff9900' d='M4.5 13a3.5 3.5 0 0 1-.4-7A4.5 4.5 0 0 1 12.7 7 3 3 0 0 1 12 13z'/%3E%3C/svg%3E"
