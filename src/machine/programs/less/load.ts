import { isErrno } from '../../errno.ts'
import { allBytes } from '../inputs.ts'
import type { Invocation } from '../program.ts'
import type { PagerText } from './pager.ts'

/** The texts of the files that can be read; of the others it is told why not. */
export const loadTexts = async (invocation: Invocation, names: readonly string[]): Promise<PagerText[]> => {
  const texts: PagerText[] = []
  for (const name of names) {
    const text = await load(invocation, name)
    if (text !== undefined) texts.push({ name, text })
  }
  return texts
}

const load = async (invocation: Invocation, name: string): Promise<string | undefined> => {
  const { proc } = invocation
  const refuse = async (why: string): Promise<undefined> => {
    await proc.stderr.write(`${name}${why}\n`)
    invocation.status = 1
  }
  try {
    if (name === '-') return new TextDecoder().decode(await allBytes(invocation, 0))
    if ((await proc.stat(name)).type === 'directory') return await refuse(' is a directory')
    return new TextDecoder().decode(await proc.readFile(name))
  } catch (error) {
    if (!isErrno(error)) throw error
    return refuse(`: ${error.message}`)
  }
}
