import Alert from '@cloudscape-design/components/alert'
import Box from '@cloudscape-design/components/box'
import Button, { type ButtonProps } from '@cloudscape-design/components/button'
import Checkbox from '@cloudscape-design/components/checkbox'
import FormField from '@cloudscape-design/components/form-field'
import Modal from '@cloudscape-design/components/modal'
import ProgressBar from '@cloudscape-design/components/progress-bar'
import RadioGroup from '@cloudscape-design/components/radio-group'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useEffect, useMemo, useRef, useState } from 'react'
import { largestTransfer, type LaptopPlaces } from '#host/client'
import { useClient } from '../../data/index.ts'
import type { Picked } from './picked-files.ts'
import { upload } from './transfer.ts'
import {
  type OnConflict,
  planUpload,
  resolveConflicts,
  sizeText,
  type Skippable,
  skippableParts,
  sumText,
} from './upload-plan.ts'
import { useTransfer } from './use-transfer.ts'

interface UploadDialogProps {
  picked: Picked
  terminalId: string | undefined
  onClose: () => void
}

const shorten = (path: string, home: string) =>
  path === home || path.startsWith(`${home}/`) ? `~${path.slice(home.length)}` : path

/** Where the picked files go, without what, and what becomes of those that are there already. */
export function UploadDialog({ picked, terminalId, onClose }: UploadDialogProps) {
  const { laptopFiles } = useClient()
  const [places, setPlaces] = useState<LaptopPlaces>()
  const [folder, setFolder] = useState<string>()
  const [there, setThere] = useState<{ names: ReadonlySet<string>; free: number }>()
  const [problem, setProblem] = useState<string>()
  const parts = useMemo(() => skippableParts(picked), [picked])
  const [skip, setSkip] = useState<ReadonlySet<Skippable>>(() => new Set(parts.map(({ name }) => name)))
  const [onConflict, setOnConflict] = useState<OnConflict>('replace')
  const plan = useMemo(() => planUpload(picked, skip), [picked, skip])
  const { state, run, cancel } = useTransfer()
  const close = useRef<ButtonProps.Ref>(null)
  // The button that was pressed has gone: the keyboard goes to the one in its place.
  useEffect(() => {
    if (state.kind === 'done') close.current?.focus()
  }, [state.kind])

  useEffect(() => {
    laptopFiles.places(terminalId).then(
      (known) => {
        setPlaces(known)
        setFolder(known.current ?? known.downloads)
      },
      (error: unknown) => setProblem(error instanceof Error ? error.message : String(error)),
    )
  }, [laptopFiles, terminalId])

  useEffect(() => {
    if (!folder) return
    let gone = false
    laptopFiles.list(folder).then(
      ({ entries, free }) => {
        if (gone) return
        setProblem(undefined)
        setThere({ names: new Set(entries.map(({ name }) => name)), free })
      },
      (error: unknown) => {
        if (!gone) setProblem(`${folder}: ${error instanceof Error ? error.message : String(error)}`)
      },
    )
    return () => {
      gone = true
    }
  }, [laptopFiles, folder])

  const conflicts = plan.top.filter((name) => there?.names.has(name))
  const tooMuch = tooMuchText(plan.sum, there?.free)
  const running = state.kind === 'running'
  const ready = folder !== undefined && there !== undefined && !problem && !tooMuch && !running
  const start = () => {
    if (!ready) return
    const resolved = resolveConflicts(plan, there.names, onConflict)
    void run((watched) => upload(laptopFiles, folder, resolved, watched))
  }
  const shownFolder = places && folder ? shorten(folder, places.home) : ''

  return (
    <Modal
      visible
      header="Upload to your laptop"
      closeAriaLabel="Close"
      onDismiss={onClose}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            {state.kind === 'done' ? (
              <Button ref={close} variant="primary" onClick={onClose}>
                Close
              </Button>
            ) : (
              <>
                <Button variant="link" onClick={running ? cancel : onClose}>
                  Cancel
                </Button>
                <Button variant="primary" disabled={!ready && !running} loading={running} onClick={start}>
                  Upload
                </Button>
              </>
            )}
          </SpaceBetween>
        </Box>
      }
    >
      <SpaceBetween size="m">
        <Box data-testid="upload-sum">
          {plan.top.length === 1 ? <b>{plan.top[0]}</b> : <b>{plan.top.length} items</b>}: {sumText(plan.sum)}
        </Box>
        {state.kind === 'done' ? (
          <Alert type="success">
            In <code>{shownFolder}</code> now. To bring it to an instance:{' '}
            <code>
              scp -r -i key.pem {plan.top.length === 1 ? quoted(plan.top[0]!) : '…'} ec2-user@ADDRESS:
            </code>
          </Alert>
        ) : (
          <>
            {parts.map(({ name, sum }) => (
              <Checkbox
                key={name}
                checked={skip.has(name)}
                disabled={running}
                description={
                  name === 'node_modules'
                    ? 'npm install makes it anew where the project runs.'
                    : 'The history of the project; git clone brings it.'
                }
                onChange={({ detail }) => setSkip(toggled(skip, name, detail.checked))}
              >
                Leave out {name} ({sumText(sum)})
              </Checkbox>
            ))}
            <FormField label="Into">
              <RadioGroup
                value={folder ?? ''}
                onChange={({ detail }) => setFolder(detail.value)}
                items={placeItems(places, running)}
              />
            </FormField>
            {conflicts.length > 0 && (
              <FormField
                label={
                  conflicts.length === 1
                    ? `${conflicts[0]} is there already`
                    : `${conflicts.length} of these names are there already`
                }
              >
                <RadioGroup
                  value={onConflict}
                  onChange={({ detail }) => setOnConflict(detail.value as OnConflict)}
                  items={[
                    { value: 'replace', label: 'Replace', description: 'Files are overwritten; what else is in a folder stays.', disabled: running },
                    { value: 'keep-both', label: 'Keep both', description: 'The new one gets a number behind its name.', disabled: running },
                    { value: 'skip', label: 'Leave out', description: 'What is there stays as it is.', disabled: running },
                  ]}
                />
              </FormField>
            )}
            {plan.renamed.length > 0 && (
              <Alert type="info">Names are changed to what Linux takes: {plan.renamed.slice(0, 5).join(', ')}</Alert>
            )}
            {(problem ?? tooMuch) && <Alert type="error">{problem ?? tooMuch}</Alert>}
            {state.kind === 'failed' && (
              <Alert type="error" header="The upload stopped">
                {state.message}
              </Alert>
            )}
            {running && (
              <ProgressBar
                label="Uploading"
                value={percent(state.progress.bytes, plan.sum.bytes)}
                additionalInfo={state.progress.name}
              />
            )}
          </>
        )}
      </SpaceBetween>
    </Modal>
  )
} // prettier-ignore

const quoted = (name: string) => (/^[\w.+@-]+$/.test(name) ? name : `'${name.replaceAll("'", `'\\''`)}'`)

export const percent = (part: number, whole: number) => (whole === 0 ? 100 : Math.round((part / whole) * 100))

const toggled = (skip: ReadonlySet<Skippable>, name: Skippable, on: boolean): ReadonlySet<Skippable> => {
  const next = new Set(skip)
  if (on) next.add(name)
  else next.delete(name)
  return next
}

const placeItems = (places: LaptopPlaces | undefined, disabled: boolean) => {
  if (!places) return []
  const { home, downloads, current } = places
  return [
    ...(current && current !== downloads
      ? [{ value: current, label: `Current folder (${shorten(current, home)})`, disabled }]
      : []),
    { value: downloads, label: `Downloads (${shorten(downloads, home)})`, disabled },
  ]
}

const tooMuchText = (
  { files, bytes }: { files: number; bytes: number },
  free = Infinity,
): string | undefined => {
  if (bytes > largestTransfer.bytes)
    return `That is more than ${sizeText(largestTransfer.bytes)}, the most that can be uploaded at once.`
  if (files > largestTransfer.files)
    return `That is more than ${largestTransfer.files.toLocaleString('en-US')} files, the most that can be uploaded at once.`
  if (bytes > free) return `The laptop's disk has ${sizeText(free)} left.`
  return undefined
}
