import { type DragEvent, type ReactNode, useState } from 'react'
import { fromDrop, type Picked } from './picked-files.ts'
import { UploadDialog } from './upload-dialog.tsx'

const carriesFiles = (event: DragEvent) => event.dataTransfer.types.includes('Files')

/** Files and folders dropped here go to the laptop, once the learner has said where. */
export function DropZone({ terminalId, children }: { terminalId: string | undefined; children: ReactNode }) {
  const [over, setOver] = useState(false)
  const [picked, setPicked] = useState<Picked>()
  const [failure, setFailure] = useState<string>()
  const drop = (event: DragEvent) => {
    if (!carriesFiles(event)) return
    event.preventDefault()
    setOver(false)
    setFailure(undefined)
    fromDrop(event.dataTransfer).then(
      (files) => {
        if (files.files.length + files.emptyFolders.length > 0) setPicked(files)
      },
      (error: unknown) => setFailure(error instanceof Error ? error.message : String(error)),
    )
  }
  return (
    <div
      className="drop-zone"
      onDragOver={(event) => {
        if (!carriesFiles(event)) return
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false)
      }}
      onDrop={drop}
    >
      {children}
      {over && <div className="drop-hint">Drop files or folders to copy them to your laptop</div>}
      {failure && (
        <div className="terminal-ended" role="alert">
          What was dropped could not be read: {failure}
        </div>
      )}
      {picked && (
        <UploadDialog picked={picked} terminalId={terminalId} onClose={() => setPicked(undefined)} />
      )}
    </div>
  )
}
