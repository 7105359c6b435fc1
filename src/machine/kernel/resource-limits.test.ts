import { expect, test } from 'vitest'
import { testMachine } from '../testing/index.ts'

const shellOn = async () => {
  const { machine, terminal } = await testMachine()
  const screen = await terminal()
  return { machine, run: (script: string) => screen.run(script) }
}

test('a process has as many descriptors as its limit says, and its children too', async () => {
  const { machine, run } = await shellOn()
  const script = 'ulimit -n 8; for i in 3 4 5 6 7 8; do eval "exec $i>/tmp/o"; done; echo "$BASHPID"'
  expect(await run(`bash -c '${script}' 2>&1 | head -1`)).toContain('Too many open files')
  expect(await run("bash -c 'ulimit -n 8; exec 8>/tmp/o'")).toContain('8: Bad file descriptor')
  expect(await run("bash -c 'ulimit -n 5; exec 3</dev/null 4</dev/null; cat /etc/hostname'")).toContain(
    'Too many open files',
  )
  await machine.shutdown()
})

test('a soft limit goes up to the hard one, and the hard one only down', async () => {
  const { machine, run } = await shellOn()
  expect(await run("bash -c 'ulimit -Sn 10; ulimit -Sn hard; ulimit -n'")).toBe('524288')
  expect(await run("bash -c 'ulimit -Hn 100'")).toContain('cannot modify limit: Invalid argument')
  expect(await run("bash -c 'ulimit -Hn 2000; ulimit -Hn 3000'")).toContain(
    'ulimit: open files: cannot modify limit: Operation not permitted',
  )
  expect(await run("sudo bash -c 'ulimit -Hn 2000; ulimit -Hn 3000; ulimit -Hn'")).toBe('3000')
  expect(await run("bash -c 'ulimit -s 1'")).toContain('cannot modify limit: Function not implemented')
  await machine.shutdown()
})

test('a file grows as far as the limit, and whoever ignores the signal is told', async () => {
  const { machine, run } = await shellOn()
  expect(await run("bash -c 'ulimit -f 1; head -c 5000 /dev/zero > big; echo $?' 2>&1")).toMatch(
    /File size limit exceeded.*\n153$/,
  )
  expect(await run('stat -c %s big')).toBe('1024')
  expect(await run('bash -c \'trap "" XFSZ; ulimit -f 1; echo more >> big\' 2>&1')).toContain(
    'File too large',
  )
  await machine.shutdown()
})

test('a user has as many processes as the limit says; root has more', async () => {
  const { machine, run } = await shellOn()
  expect(await run("bash -c 'ulimit -u 4; sleep 9 | sleep 9 | sleep 9 | sleep 9' 2>&1")).toContain(
    'Resource temporarily unavailable',
  )
  expect(await run("sudo bash -c 'ulimit -u 4; true | true | true | true | true; echo fine'")).toBe('fine')
  await machine.shutdown()
})

test('an endless loop ends when its processor time is used up', async () => {
  const { machine, run } = await shellOn()
  expect(await run("bash -c 'ulimit -St 1; while :; do :; done' 2>&1; echo $?")).toMatch(/152$/)
  await machine.shutdown()
})
