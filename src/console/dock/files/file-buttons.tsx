import Button from '@cloudscape-design/components/button'
import ButtonDropdown from '@cloudscape-design/components/button-dropdown'
import { useRef, useState } from 'react'
import { DownloadDialog } from './download-dialog.tsx'
import { fromInput, type Picked } from './picked-files.ts'
import { UploadDialog } from './upload-dialog.tsx'

/** The way between the learner's real computer and the laptop: pickers for files and folders, and downloads. */
export function FileButtons({ terminalId }: { terminalId: string | undefined }) {
  const files = useRef<HTMLInputElement>(null)
  const folder = useRef<HTMLInputElement>(null)
  const [picked, setPicked] = useState<Picked>()
  const [downloading, setDownloading] = useState(false)
  const take = (input: HTMLInputElement) => {
    if (input.files && input.files.length > 0) setPicked(fromInput(input.files))
    // Or the same choice again would be no change.
    input.value = ''
  }
  return (
    <>
      <input
        ref={files}
        type="file"
        multiple
        hidden
        aria-label="Files to upload"
        onChange={({ target }) => take(target)}
      />
      <input
        ref={(input) => {
          folder.current = input
          // React knows no such attribute.
          input?.setAttribute('webkitdirectory', '')
        }}
        type="file"
        hidden
        aria-label="Folder to upload"
        onChange={({ target }) => take(target)}
      />
      <ButtonDropdown
        variant="icon"
        iconName="upload"
        expandToViewport
        ariaLabel="Upload to your laptop"
        items={[
          { id: 'files', text: 'Upload files', iconName: 'upload' },
          { id: 'folder', text: 'Upload a folder', iconName: 'folder' },
        ]}
        onItemClick={({ detail }) => (detail.id === 'files' ? files : folder).current?.click()}
      />
      <Button
        variant="icon"
        iconName="download"
        ariaLabel="Download from your laptop"
        onClick={() => setDownloading(true)}
      />
      {picked && (
        <UploadDialog picked={picked} terminalId={terminalId} onClose={() => setPicked(undefined)} />
      )}
      {downloading && <DownloadDialog terminalId={terminalId} onClose={() => setDownloading(false)} />}
    </>
  )
}
