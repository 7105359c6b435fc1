/** From a document in the pane to the page around it. */
export type DocumentMessage =
  | { type: 'sandcloud-document'; url: string; title: string; loading: boolean }
  /** A navigation came without its virtual host: where is this frame? */
  | { type: 'sandcloud-where' }

/** The page's answer to `sandcloud-where`. */
export interface WhereAnswer {
  type: 'sandcloud-here'
  /** An address of the form in address.ts, whose host counts. */
  address: string
}

/** Between the page and the bridge, and the bridge and the service worker. */
export type BridgeMessage =
  | { type: 'sandcloud-bridge-ready' }
  | { type: 'sandcloud-need-port' }
  | { type: 'sandcloud-port'; port: MessagePort }
  | { type: 'sandcloud-bridge-failed'; reason: string }
