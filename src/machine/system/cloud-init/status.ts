import { isErrno } from '../../errno.ts'
import type { Process } from '../../kernel/process.ts'
import { textOrNothing } from '../accounts.ts'
import { makeDirectories } from '../make-directories.ts'
import { root } from './instance.ts'
import type { CloudLog } from './log.ts'
import { datasource } from './version.ts'

export type Stage = 'init-local' | 'init' | 'modules-config' | 'modules-final'

const directory = '/run/cloud-init'
const stages: readonly Stage[] = ['init-local', 'init', 'modules-config', 'modules-final']

interface StageStatus {
  start: number | null
  finished: number | null
  errors: string[]
  recoverable_errors?: { WARNING?: string[] }
}

export interface CloudStatus {
  datasource: string | null
  stage: Stage | null
  stages: Record<Stage, StageStatus>
}

const nothing = (): CloudStatus => ({
  datasource: null,
  stage: null,
  stages: Object.fromEntries(stages.map((stage) => [stage, { start: null, finished: null, errors: [] }])) as unknown as Record<Stage, StageStatus>, // prettier-ignore
})

/** /run/cloud-init/status.json, in the form that cloud-init writes it. */
export async function readStatus(proc: Process): Promise<CloudStatus> {
  const text = await textOrNothing(proc, `${directory}/status.json`)
  if (text === '') return nothing()
  const { v1 } = JSON.parse(text) as { v1: Record<string, unknown> }
  return { ...nothing(), datasource: v1.datasource as string | null, stage: v1.stage as Stage | null, stages: Object.fromEntries(stages.map((stage) => [stage, v1[stage] ?? nothing().stages[stage]])) as Record<Stage, StageStatus> } // prettier-ignore
}

async function write(proc: Process, { datasource: source, stage, stages: all }: CloudStatus): Promise<void> {
  await makeDirectories(proc, directory)
  const text = `${JSON.stringify({ v1: { datasource: source, ...all, stage } }, undefined, 1)}\n`
  await proc.writeFile(`${directory}/status.json`, text, { mode: 0o644 })
}

export async function startStage(proc: Process, stage: Stage): Promise<void> {
  const status = await readStatus(proc)
  status.stage = stage
  status.stages[stage] = { start: proc.system.now() / 1000, finished: null, errors: [] }
  await write(proc, status)
}

export async function finishStage(
  proc: Process,
  stage: Stage,
  { failures, warnings }: Pick<CloudLog, 'failures' | 'warnings'>,
): Promise<void> {
  const status = await readStatus(proc)
  status.stage = null
  status.stages[stage] = {
    ...status.stages[stage],
    finished: proc.system.now() / 1000,
    errors: [...failures],
    recoverable_errors: warnings.length > 0 ? { WARNING: [...warnings] } : {},
  }
  const id = (await textOrNothing(proc, `${root}/data/instance-id`)).trim()
  if (id !== '') status.datasource = datasource(id)
  await write(proc, status)
  if (stage !== 'modules-final') return
  const all = stages.flatMap((each) => status.stages[each].errors)
  const result = `${JSON.stringify({ v1: { datasource: status.datasource, errors: all } }, undefined, 1)}\n`
  await proc.writeFile(`${directory}/result.json`, result, { mode: 0o644 })
}

export type Verdict = 'not run' | 'running' | 'done' | 'error' | 'disabled'

export async function verdict(
  proc: Process,
): Promise<{ verdict: Verdict; status: CloudStatus; errors: string[]; warnings: string[] }> {
  const status = await readStatus(proc)
  const each = stages.map((stage) => status.stages[stage])
  const errors = each.flatMap((one) => one.errors)
  const disabled = await proc.stat('/etc/cloud/cloud-init.disabled').then(
    () => true,
    (error: unknown) => {
      if (isErrno(error)) return false
      throw error
    },
  )
  const begun = each.some(({ start }) => start !== null)
  const over = status.stages['modules-final'].finished !== null
  const warnings = each.flatMap((one) => one.recoverable_errors?.WARNING ?? [])
  const ended = errors.length > 0 ? 'error' : 'done'
  return { verdict: disabled ? 'disabled' : !begun ? 'not run' : !over ? 'running' : ended, status, errors, warnings } // prettier-ignore
}
