import type { DecideContext } from '../../../kernel/index.ts'
import { modificationStep } from './modification.ts'

/** Record and blocks go together: what no other map names is swept in this commit. */
export const removeVolume = ({ tx, facilities }: DecideContext, volumeId: string) => {
  const blocks = tx.get('ebs.volume-blocks', volumeId)
  tx.delete('ec2.volume', volumeId)
  tx.delete('ec2.volume-modification', volumeId)
  tx.delete('ebs.volume-blocks', volumeId)
  tx.cancelAlarm(modificationStep, volumeId)
  if (blocks) facilities.blocks.sweep(tx, blocks.map.values())
}
