import { expect, test } from 'vitest'
import { bash } from '../shell/bash.ts'
import { shellPrograms } from '../shell/index.ts'
import { runProgram, testKernel } from '../testing/index.ts'
import { corePrograms } from './index.ts'

const programs = { ...corePrograms, ...shellPrograms }
const sh = async (script: string) =>
  runProgram(bash, {
    kernel: await testKernel({ programs, files: { '/work/': '' } }),
    argv: ['bash', '-c', script],
    cwd: '/work',
    env: { PATH: '/usr/bin', HOME: '/work' },
  })

test('tree draws what is there', async () => {
  const { stdout } = await sh(
    'mkdir -p a/b c; echo x > a/f; : > a/b/g; : > .h; tree; tree -L 1 a; tree -d; tree -I b a',
  )
  expect(stdout).toBe(`.
├── a
│\u00a0\u00a0 ├── b
│\u00a0\u00a0 │\u00a0\u00a0 └── g
│\u00a0\u00a0 └── f
└── c

3 directories, 2 files
a
├── b
└── f

1 directory, 1 file
.
├── a
│\u00a0\u00a0 └── b
└── c

3 directories
a
└── f

0 directories, 1 file
`)
})

test('cal shows months, three of them, and years', async () => {
  const { stdout } = await sh('cal 2 2024; cal -3 1 2025 | head -2; cal 2025 | head -3')
  expect(stdout).toBe(`   February 2024
Su Mo Tu We Th Fr Sa
             1  2  3
 4  5  6  7  8  9 10
11 12 13 14 15 16 17
18 19 20 21 22 23 24
25 26 27 28 29

   December 2024          January 2025         February 2025
Su Mo Tu We Th Fr Sa  Su Mo Tu We Th Fr Sa  Su Mo Tu We Th Fr Sa
                               2025

      January               February               March
`)
})

test('what the machines lack says so, and fails', async () => {
  const { stdout, stderr } = await sh(
    'for p in tmux screen ionice patch dc lsmod xz bzip2; do $p; echo $?; done',
  )
  expect(stdout).toBe('1\n'.repeat(8))
  expect(stderr.trimEnd().split('\n')).toHaveLength(8)
  expect(stderr).toContain('tmux: Sandcloud has no tmux')
})

test('facts of the machine', async () => {
  const { stdout, stderr } = await sh(
    'uuidgen | tr a-f0-9 x; lscpu | head -1; vmstat | wc -l; pidof nosuch; echo $?; pstree | head -1 | cut -c1-4; sleep 5 & pidof sleep | wc -w; kill %1',
  )
  expect(stderr).toBe('')
  expect(stdout).toMatch(/^x{8}-x{4}-x{4}-x{4}-x{12}\nArchitecture: +x86_64\n3\n1\n\S+.*\n1\n$/)
})

test('a calculation without end can be stopped', async () => {
  const { stdout } = await sh(
    "echo 'while (1) x += 1' | timeout 0.1 bc; echo $?; echo 'define f(x) { return (f(x)); }\nf(1)' | timeout 5 bc 2>/dev/null; echo $?",
  )
  expect(stdout).toBe('124\n0\n')
})
