import type { KeyPairInfo } from '@aws-sdk/client-ec2'
import { type ResourceColumn, timestamp } from '../../../elements/index.ts'

/** AWS's columns in AWS's order. */
export const keyPairColumns: readonly ResourceColumn<KeyPairInfo>[] = [
  { id: 'name', header: 'Name', text: ({ KeyName }) => KeyName, width: 240 },
  { id: 'type', header: 'Type', text: ({ KeyType }) => KeyType, width: 120 },
  {
    id: 'created',
    header: 'Created',
    text: ({ CreateTime }) => timestamp(CreateTime),
    order: ({ CreateTime }) => Number(CreateTime),
    width: 225,
  },
  { id: 'fingerprint', header: 'Fingerprint', text: ({ KeyFingerprint }) => KeyFingerprint, width: 480 },
  { id: 'id', header: 'ID', text: ({ KeyPairId }) => KeyPairId, width: 220 },
]
