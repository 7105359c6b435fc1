import Alert from '@cloudscape-design/components/alert'
import Box from '@cloudscape-design/components/box'
import ProgressBar from '@cloudscape-design/components/progress-bar'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useEffect, useRef, useState } from 'react'
import { useAction } from '../../../data/index.ts'
import { useRegion } from '../../../place/index.ts'
import { saveImage, savingWay } from './save-image.ts'
import { ActionModal } from '../../../elements/index.ts'

const gib = 2 ** 30

interface DownloadImageProps {
  /** Of a volume or a snapshot. */
  id: string
  sizeGiB: number
  inUse?: boolean
  onClose: () => void
}

/** The disk as a real .img file on the learner's own computer. AWS has no such button. */
export function DownloadImage({ id, sizeGiB, inUse = false, onClose }: DownloadImageProps) {
  const region = useRegion()
  const size = sizeGiB * gib
  const way = savingWay(size)
  const [percent, setPercent] = useState<number>()
  const abort = useRef<AbortController>(undefined)
  useEffect(() => () => abort.current?.abort(), [])
  const save = useAction(
    {
      failure: 'Failed to download the image',
      success: (saved: boolean) => (saved ? { text: `Successfully saved ${id}.img.` } : undefined),
    },
    async ({ client }) => {
      const { signal } = (abort.current = new AbortController())
      const open = () => client.exportVolume(region, id)
      // Thousands of chunks are a hundred steps of the bar.
      const onProgress = (bytes: number) => setPercent(Math.floor((bytes / size) * 100))
      return saveImage(way, { suggestedName: `${id}.img`, open, onProgress, signal }).catch(
        (error: unknown) => {
          if (signal.aborted) return false
          throw error
        },
      )
    },
  )
  return (
    <ActionModal
      title={`Download image of ${id}`}
      action="Download"
      disabled={way === 'impossible'}
      pending={save.pending}
      onAction={() => void save.run().then(onClose)}
      onCancel={onClose}
    >
      <SpaceBetween size="m">
        <Box>
          {`The raw disk as ${id}.img, ${sizeGiB} GiB: partitions and file systems as they are, for losetup, qemu or debugfs on your own computer. This is Sandcloud’s own: on AWS neither a volume nor a snapshot can be downloaded.`}
        </Box>
        {way === 'to-disk' && (
          <Box color="text-body-secondary">
            Blocks that were never written take no room where your file system knows sparse files.
          </Box>
        )}
        {way === 'through-browser' && (
          <Box color="text-body-secondary">
            {`The file takes ${sizeGiB} GiB on your computer, also where nothing was ever written.`}
          </Box>
        )}
        {inUse && (
          <Alert type="info">
            The volume is in use: the image is the disk as it is at this moment, with what the running system
            still had in its caches.
          </Alert>
        )}
        {way === 'impossible' && (
          <Alert type="warning">
            {`This browser cannot save a file of ${sizeGiB} GiB: it cannot write to your disk while the image comes. Chrome and Edge can.`}
          </Alert>
        )}
        {percent !== undefined && <ProgressBar label="Saving" value={percent} />}
      </SpaceBetween>
    </ActionModal>
  )
}
