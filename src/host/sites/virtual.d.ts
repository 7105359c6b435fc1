declare module 'virtual:sandcloud-document-script' {
  /** The built text of document.ts. */
  const script: string
  export default script
}
