import { expect, test } from 'vitest'
import { memoryStorage, type Storage, StorageError, superseded } from '#engine'
import { HandClock } from '#engine/testing'
import { SaveStates } from './save-states.ts'

/** A watched storage whose commits end as the test says. */
const watched = () => {
  const clock = new HandClock()
  const said: string[] = []
  let refusal: Error | undefined
  const saving = new SaveStates({
    tell: (state) => said.push(state.state === 'failed' ? `failed: ${state.reason}` : state.state),
    onSuperseded: () => said.push('superseded'),
    time: clock,
  })
  const inner: Storage = {
    ...memoryStorage(),
    async commit() {
      if (refusal) throw refusal
    },
  }
  const storage = saving.watch(inner)
  const commit = () => storage.commit({ records: [], blobs: new Map() }, 'relaxed').catch(() => {})
  return {
    clock,
    saving,
    commit,
    said: () => said.splice(0),
    refuse: (error?: Error) => {
      refusal = error
    },
  }
}

const full = new StorageError('quota', 'full')

test('commits that overlap are one saving', async () => {
  const { commit, said } = watched()
  await Promise.all([commit(), commit()])
  await commit()
  expect(said()).toEqual(['saving', 'saved', 'saving', 'saved'])
})

test('a refusal stands, told once, until for six seconds none has followed', async () => {
  const { clock, commit, refuse, said } = watched()
  refuse(full)
  await commit()
  clock.turn(4000)
  await commit()
  expect(said()).toEqual(['saving', 'failed: full'])
  refuse()
  await commit()
  clock.turn(5000)
  expect(said()).toEqual([])
  clock.turn(2000)
  expect(said()).toEqual(['saved'])
  await commit()
  expect(said()).toEqual(['saving', 'saved'])
})

test('another reason is told as well, and what the laptop writes counts too', async () => {
  const { clock, saving, commit, refuse, said } = watched()
  refuse(full)
  await commit()
  await saving
    .track(async () => {
      throw new StorageError('other', 'broken')
    })
    .catch(() => {})
  expect(said()).toEqual(['saving', 'failed: full', 'failed: broken'])
  clock.turn(7000)
  expect(said()).toEqual(['saved'])
})

test('nothing counts as saved while a write is under way', async () => {
  const { clock, saving, commit, refuse, said } = watched()
  refuse(full)
  await commit()
  let end = () => {}
  const slow = saving.track(() => new Promise<void>((resolve) => (end = resolve)))
  clock.turn(60_000)
  expect(said()).toEqual(['saving', 'failed: full'])
  end()
  await slow
  clock.turn(1000)
  expect(said()).toEqual(['saved'])
})

test('an account that is another engine’s is no failure to tell, but an end', async () => {
  const { commit, refuse, said } = watched()
  refuse(superseded())
  await commit()
  expect(said()).toContain('superseded')
  expect(said().some((each) => each.startsWith('failed'))).toBe(false)
})
