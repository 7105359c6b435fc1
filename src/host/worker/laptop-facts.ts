export const laptopUser = 'learner'

export const laptopDiskSize = 16 * 2 ** 30

/** A name as it may stand in ~/Downloads: no folders, no hidden files, no control characters. */
export const downloadName = (name: string): string => {
  const plain = name.replaceAll(/[\u0000-\u001f\u007f/\\]/g, '_').replace(/^\.+/, '_')
  return plain.slice(0, 200) || 'download'
}

/** The public address of the learner's home (TEST-NET-3 of RFC 5737). */
export const homeRouter = '203.0.113.25'
