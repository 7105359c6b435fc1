export { CreateKeyPairModal } from './create-key-pair-modal.tsx'
export { CreateKeyPairPage } from './create-key-pair-page.tsx'
export { ImportKeyPairPage } from './import-key-pair-page.tsx'
export { KeyPairsPage } from './key-pairs-page.tsx'
