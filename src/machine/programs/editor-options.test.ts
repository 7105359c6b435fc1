import { expect, test } from 'vitest'
import { runProgram } from '../testing/index.ts'
import { nano } from './nano/nano.ts'
import { vim } from './vi/vi.ts'

test('editors refuse the options that they have not', async () => {
  const inNano = await runProgram(nano, { argv: ['nano', '-B', 'file'] })
  expect(inNano).toMatchObject({
    stderr: "nano: invalid option -- 'B'\nType 'nano -h' for a list of available options.\n",
    status: 1,
  })
  const inVim = await runProgram(vim, { argv: ['vim', '-o', 'file'] })
  expect(inVim.stderr).toBe('vim: invalid option -- \'o\'\nMore info with: "vim -h"\n')
})

test('editors tell how they are used', async () => {
  expect((await runProgram(nano, { argv: ['nano', '-h'] })).stdout).toMatch(/^Usage: nano /)
  expect((await runProgram(vim, { argv: ['vim', '-h'] })).stdout).toMatch(/^Usage: vim /)
})
