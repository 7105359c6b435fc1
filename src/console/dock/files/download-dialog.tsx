import Alert from '@cloudscape-design/components/alert'
import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import FormField from '@cloudscape-design/components/form-field'
import Icon from '@cloudscape-design/components/icon'
import Input from '@cloudscape-design/components/input'
import Modal from '@cloudscape-design/components/modal'
import ProgressBar from '@cloudscape-design/components/progress-bar'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useEffect, useState } from 'react'
import type { LaptopFolder } from '#host/client'
import { useClient } from '../../data/index.ts'
import { useDialogFocus } from '../../elements/use-dialog-focus.ts'
import { download, saveToComputer } from './transfer.ts'
import { percent } from './upload-dialog.tsx'
import { sizeText } from './upload-plan.ts'
import { useTransfer } from './use-transfer.ts'

/** Brings a file of the laptop to the learner's real computer, or a folder as a zip. */
export function DownloadDialog({
  terminalId,
  onClose,
}: {
  terminalId: string | undefined
  onClose: () => void
}) {
  const { laptopFiles } = useClient()
  const [home, setHome] = useState('')
  const [path, setPath] = useState('')
  const [folder, setFolder] = useState<LaptopFolder>()
  const [size, setSize] = useState(0)
  const { state, run, cancel } = useTransfer()
  const running = state.kind === 'running'
  const field = useDialogFocus()

  useEffect(() => {
    void laptopFiles.places(terminalId).then((places) => {
      setHome(places.home)
      setPath(`${places.current ?? places.home}/`)
    })
  }, [laptopFiles, terminalId])

  const inside = path.slice(0, path.lastIndexOf('/') + 1)
  useEffect(() => {
    if (inside === '') return
    let gone = false
    laptopFiles.list(absolute(inside, home)).then(
      (listed) => !gone && setFolder(listed),
      () => !gone && setFolder(undefined),
    )
    return () => {
      gone = true
    }
  }, [laptopFiles, inside, home])

  const start = () => {
    void run(async (watched) => {
      const tree = await laptopFiles.tree(absolute(path.replace(/(.)\/+$/, '$1'), home))
      setSize(tree.size)
      const { name, blob } = await download(laptopFiles, tree, watched)
      saveToComputer(name, blob)
    })
  }

  return (
    <Modal
      visible
      header="Download from your laptop"
      closeAriaLabel="Close"
      onDismiss={onClose}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={running ? cancel : onClose}>
              {state.kind === 'done' ? 'Close' : 'Cancel'}
            </Button>
            <Button variant="primary" disabled={path === ''} loading={running} onClick={start}>
              Download
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <SpaceBetween size="m">
        <FormField label="File or folder" description="A folder comes as a zip archive.">
          <Input
            ref={field}
            value={path}
            ariaLabel="File or folder"
            placeholder="~/my-project"
            spellcheck={false}
            disabled={running}
            onChange={({ detail }) => setPath(detail.value)}
            onKeyDown={({ detail }) => detail.key === 'Enter' && start()}
          />
        </FormField>
        <EntryList folder={folder} inside={inside} disabled={running} onPick={setPath} />
        {state.kind === 'failed' && <Alert type="error">{state.message}</Alert>}
        {state.kind === 'done' && <Alert type="success">Downloaded ({sizeText(size)}).</Alert>}
        {running && (
          <ProgressBar
            label="Reading"
            value={percent(state.progress.bytes, size)}
            additionalInfo={state.progress.name}
          />
        )}
      </SpaceBetween>
    </Modal>
  )
}

interface EntryListProps {
  folder: LaptopFolder | undefined
  /** The part of the path up to its last slash, as it was typed. */
  inside: string
  disabled: boolean
  onPick: (path: string) => void
}

/** What the folder holds: a file is picked, a folder is gone into. */
function EntryList({ folder, inside, disabled, onPick }: EntryListProps) {
  if (!folder) return <Box color="text-body-secondary">There is no such folder.</Box>
  const up = inside.replace(/[^/]+\/$/, '')
  return (
    <ul className="laptop-entries" aria-label={`In ${folder.path}`}>
      {up !== inside && up !== '' && (
        <li>
          <Icon name="folder" />
          <Button
            variant="inline-link"
            disabled={disabled}
            ariaLabel="Folder above"
            onClick={() => onPick(up)}
          >
            ..
          </Button>
        </li>
      )}
      {folder.entries.map(({ name, folder: isFolder, size }) => (
        <li key={name}>
          <Icon name={isFolder ? 'folder' : 'file'} />
          <Button
            variant="inline-link"
            disabled={disabled}
            onClick={() => onPick(`${inside}${name}${isFolder ? '/' : ''}`)}
          >
            {name}
          </Button>
          {!isFolder && <small>{sizeText(size)}</small>}
        </li>
      ))}
    </ul>
  )
}

const absolute = (path: string, home: string) =>
  path.startsWith('/') ? path : `${home}/${path.replace(/^~\/?/, '')}`.replace(/(.)\/$/, '$1')
