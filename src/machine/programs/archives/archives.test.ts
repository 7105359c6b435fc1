import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Kernel } from '../../kernel/kernel.ts'
import { bash } from '../../shell/bash.ts'
import { shellPrograms } from '../../shell/index.ts'
import { runProgram, testKernel } from '../../testing/index.ts'
import { corePrograms } from '../index.ts'

const programs = { ...corePrograms, ...shellPrograms }
const machine = (files: Record<string, string | Uint8Array> = {}): Promise<Kernel> =>
  testKernel({ programs, files: { '/work/': '', ...files } })

const sh = (kernel: Kernel, script: string) =>
  runProgram(bash, {
    kernel,
    argv: ['bash', '-c', script],
    cwd: '/work',
    env: { PATH: '/usr/bin', HOME: '/work' },
  })

const has = (name: string): boolean => existsSync(`/usr/bin/${name}`) || existsSync(`/bin/${name}`)

let directory: string
beforeAll(() => {
  directory = mkdtempSync(`${tmpdir()}/archives-`)
})
afterAll(() => rmSync(directory, { recursive: true }))

const real = (script: string): string =>
  execFileSync('bash', ['-c', `export TZ=UTC; ${script}`], { cwd: directory, encoding: 'utf8' })

const tree = `mkdir -p d/e; echo one > d/a; seq 20000 > d/e/long; chmod 640 d/a; touch -d @100000 d/a
  ln d/a d/hard; ln -s a d/soft; n=$(printf 'x%.0s' $(seq 120)); echo deep > d/$n; : > d/empty`

describe.skipIf(!has('tar') || !has('gzip'))('with the real tar and gzip', () => {
  test.each(['gnu', 'pax'])('theirs reads ours: %s', async (format) => {
    const kernel = await machine()
    const made = await sh(kernel, `${tree}; tar --format=${format} -czf x.tgz d; cat x.tgz`)
    expect(made.stderr).toBe('')
    writeFileSync(`${directory}/x.tgz`, made.bytes)
    expect(
      real(
        'rm -rf d; tar xzf x.tgz; cat d/a d/x*; readlink d/soft; md5sum < d/e/long; stat -c "%a %Y %h" d/a',
      ),
    ).toBe(
      'one\ndeep\na\n97e9a5cb3da1f6b3ff7ad0ab6ff02a9d  -\n640 100000 2\n'.replace(
        /97e9\w+/,
        real('seq 20000 | md5sum').slice(0, 32),
      ),
    )
  })

  test.each(['gnu', 'pax', 'ustar', 'v7'])('ours reads theirs: %s', async (format) => {
    const long = format === 'gnu' || format === 'pax' ? '' : '; rm d/xxx*; : > d/x'
    real(`rm -rf d; ${tree}${long}; tar --format=${format} -czf y.tgz d`)
    const kernel = await machine({ '/work/y.tgz': new Uint8Array(readFileSync(`${directory}/y.tgz`)) })
    const result = await sh(
      kernel,
      'tar xzf y.tgz; cat d/a d/x*; readlink d/soft; wc -l < d/e/long; stat -c "%a %Y %h" d/a; gzip -t y.tgz && echo fine',
    )
    expect(result.stderr).toBe('')
    expect(result.stdout).toBe(`one\n${long === '' ? 'deep\n' : ''}a\n20000\n640 100000 2\nfine\n`)
  })
})

describe.skipIf(!has('unzip') || !has('zip'))('with the real zip and unzip', () => {
  test('theirs reads ours', async () => {
    const kernel = await machine()
    const made = await sh(kernel, `${tree}; zip -qry x.zip d; cat x.zip`)
    writeFileSync(`${directory}/x.zip`, made.bytes)
    expect(
      real(
        'rm -rf d; unzip -tq x.zip; unzip -q x.zip; cat d/a; readlink d/soft; wc -l < d/e/long; stat -c "%a %Y" d/a',
      ),
    ).toBe('No errors detected in compressed data of x.zip.\none\na\n20000\n640 100000\n')
  })

  test('theirs reads what ours streams', async () => {
    const kernel = await machine()
    const made = await sh(kernel, 'seq 1000 > a; zip -q - a | cat')
    writeFileSync(`${directory}/s.zip`, made.bytes)
    expect(real('unzip -p s.zip a | tail -1')).toBe('1000\n')
  })

  test('ours reads theirs, streamed or not, updates it, and theirs reads that again', async () => {
    real(`rm -rf d y.zip; ${tree}; zip -qry y.zip d; seq 500 | zip -q s2.zip -`)
    const kernel = await machine({
      '/work/y.zip': new Uint8Array(readFileSync(`${directory}/y.zip`)),
      '/work/s.zip': new Uint8Array(readFileSync(`${directory}/s2.zip`)),
    })
    const result = await sh(
      kernel,
      'unzip -q y.zip; cat d/a; readlink d/soft; wc -l < d/e/long; unzip -p s.zip | tail -1; echo new > n; zip -q s.zip n; zip -qd y.zip d/a; unzip -Z1 y.zip | grep -c d/a',
    )
    expect(result.stderr).toBe('')
    expect(result.stdout).toBe('one\na\n20000\n500\n0\n')
    const updated = await sh(kernel, 'cat s.zip')
    writeFileSync(`${directory}/s3.zip`, updated.bytes)
    expect(real('unzip -tq s3.zip; unzip -p s3.zip n')).toBe(
      'No errors detected in compressed data of s3.zip.\nnew\n',
    )
  })
})

/** A header block with its checksum, as any program may write it. */
const header = (name: string, type: string, size: number, link = ''): Uint8Array => {
  const block = new Uint8Array(512)
  const put = (at: number, text: string): void => block.set(new TextEncoder().encode(text), at)
  put(0, name)
  put(100, '0000644\0')
  put(108, '0000000\0')
  put(116, '0000000\0')
  put(124, `${size.toString(8).padStart(11, '0')}\0`)
  put(136, '00000000000\0')
  put(148, '        ')
  put(156, type)
  put(157, link)
  put(257, 'ustar\x0000')
  const sum = block.reduce((total, byte) => total + byte, 0)
  put(148, `${sum.toString(8).padStart(6, '0')}\0 `)
  return block
}

const data = (text: string): Uint8Array => {
  const block = new Uint8Array(512)
  block.set(new TextEncoder().encode(text))
  return block
}

const archive = (...blocks: Uint8Array[]): Uint8Array => {
  const bytes = new Uint8Array((blocks.length + 2) * 512)
  blocks.forEach((block, i) => bytes.set(block, i * 512))
  return bytes
}

describe('archives that mean harm', () => {
  const hostile = archive(
    header('../up', '0', 2),
    data('x\n'),
    header('/abs', '0', 2),
    data('x\n'),
    header('s', '2', 0, '/outside'),
    header('s/in', '0', 2),
    data('x\n'),
    header('t', '2', 0, '..'),
    header('t/in', '0', 2),
    data('x\n'),
    header('hard', '1', 0, '/etc/passwd'),
    header('fine', '0', 2),
    data('x\n'),
  )

  test('nothing of a tar lands outside, and the rest is there', async () => {
    const kernel = await machine({ '/work/evil.tar': hostile, '/outside/': '' })
    const result = await sh(
      kernel,
      'mkdir o; cd o; tar xf ../evil.tar; echo $?; ls -A . .. /outside /up /abs',
    )
    expect(result.stdout).toBe('2\n.:\nabs\nfine\ns\nt\n\n..:\nevil.tar\no\n\n/outside:\n')
    expect(result.stderr).toContain("../up: Member name contains '..'")
    expect(result.stderr).toContain("Removing leading `/' from member names")
    expect(result.stderr).toContain('s/in: Cannot open: Not a directory')
  })

  test('a description that claims gigabytes is not read into memory', async () => {
    const kernel = await machine({ '/work/x.tar': archive(header('././@LongLink', 'L', 8 ** 10)) })
    const result = await sh(kernel, 'tar tf x.tar')
    expect(result.status).toBe(2)
    expect(result.stderr).toContain('Unexpected EOF in archive')
  })

  test('a bomb fills a pipe no further than it is read, and can be stopped', async () => {
    const kernel = await machine()
    const result = await sh(
      kernel,
      'head -c 20000000 /dev/zero | gzip > b.gz; stat -c %s b.gz; zcat b.gz | head -c 5 | wc -c; timeout 0.01 gzip -t b.gz; echo $?',
    )
    const [size, read, status] = result.stdout.split('\n')
    expect(Number(size)).toBeLessThan(100_000)
    expect([read, status]).toEqual(['5', '124'])
  })

  test.skipIf(!has('python3'))('nothing of a zip lands outside', async () => {
    const script = `
import zipfile, stat
z = zipfile.ZipFile('evil.zip', 'w')
z.writestr('../up', 'x'); z.writestr('/abs', 'x'); z.writestr('a/../../b', 'x')
i = zipfile.ZipInfo('s'); i.create_system = 3; i.external_attr = (stat.S_IFLNK | 0o777) << 16
z.writestr(i, '/outside'); z.writestr('s/in', 'x'); z.writestr('fine', 'x'); z.close()`
    writeFileSync(`${directory}/evil.py`, script)
    real('python3 evil.py')
    const kernel = await machine({
      '/work/evil.zip': new Uint8Array(readFileSync(`${directory}/evil.zip`)),
      '/outside/': '',
    })
    const result = await sh(
      kernel,
      'mkdir o; cd o; unzip -q ../evil.zip; ls -A .. /outside; find . -type f | sort',
    )
    expect(result.stdout).toBe('..:\nevil.zip\no\n\n/outside:\n./a/b\n./abs\n./fine\n./up\n')
    expect(result.stderr).toContain('stripped absolute path spec from /abs')
    expect(result.stderr).toContain('skipped "../" path component(s) in ../up')
  })
})

test('data of every size and kind comes back through gzip', async () => {
  const kernel = await machine()
  for (const size of [0, 1, 32_767, 32_768, 65_537, 300_000]) {
    const bytes = new Uint8Array(size)
    for (let i = 0; i < size; i++) bytes[i] = (i * i + (i >> 7)) & (i % 5 === 0 ? 255 : 15)
    await kernel.init.process.writeFile(`/work/f${size}`, bytes)
    const result = await sh(
      kernel,
      `for l in 1 6 9; do gzip -$l -c f${size} | zcat | diff - f${size} && echo same; done`,
    )
    expect(result.stdout).toBe('same\n'.repeat(3))
  }
})
