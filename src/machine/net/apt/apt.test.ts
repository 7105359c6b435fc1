import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addOutsideSites } from '../testing/world.ts'
import { nodeVersion } from '../../packages/index.ts'
import { TestInternet, type TestMachine, type TestTerminal, testMachine } from '../../testing/index.ts'

let machine: TestMachine
let screen: TestTerminal

const boot = async (image: 'ubuntu-24.04' | 'ubuntu-22.04' | 'debian-12', user: string) => {
  const internet = new TestInternet()
  addOutsideSites(internet)
  machine = await testMachine({ image, internet })
  screen = await machine.terminal(user)
}

describe('apt on Ubuntu', () => {
  beforeAll(() => boot('ubuntu-24.04', 'ubuntu'))
  afterAll(() => machine.machine.shutdown())

  test('refuses those who are not root, in the words of its locks', async () => {
    expect(await screen.run('apt install unzip')).toBe(
      `E: Could not open lock file /var/lib/dpkg/lock-frontend - open (13: Permission denied)
E: Unable to acquire the dpkg frontend lock (/var/lib/dpkg/lock-frontend), are you root?`,
    )
    expect(await screen.run('apt-get update; echo $?')).toBe(
      `Reading package lists... Done
E: Could not open lock file /var/lib/apt/lists/lock - open (13: Permission denied)
E: Unable to lock directory /var/lib/apt/lists/
100`,
    )
  })

  test('knows nothing of the archives before they were asked', async () => {
    expect(await screen.run('sudo apt install -y unzip; echo $?')).toBe(
      `Reading package lists... Done
Building dependency tree... Done
Reading state information... Done
E: Unable to locate package unzip
100`,
    )
    const updated = await screen.run('sudo apt update')
    expect(updated).toMatch(
      /^Get:1 http:\/\/us-east-1\.ec2\.archive\.ubuntu\.com\/ubuntu noble InRelease \[[\d,]+ B\]\nGet:2 http:\S+ noble\/main amd64 Packages \[[\d.,]+ k?B\]\n/,
    )
    expect(updated).toMatch(
      /\nGet:\d http:\/\/security\.ubuntu\.com\/ubuntu noble-security InRelease \[\d+ B\]\nFetched .* in \d+s \(.*B\/s\)\n/,
    )
    expect(updated).toMatch(/All packages are up to date\.$/)
    expect(await screen.run('sudo apt-get update | head -1')).toMatch(/^Hit:1 http/)
  })

  test('installs without a question what was asked for alone, and takes it away again', async () => {
    const installed = await screen.run('sudo apt install unzip')
    expect(installed).toMatch(
      /The following NEW packages will be installed:\n {2}unzip\n0 upgraded, 1 newly installed, 0 to remove and 0 not upgraded\.\nNeed to get [\d,]+ B of archives\.\nAfter this operation, .*B of additional disk space will be used\.\nGet:1 http:\S+ noble\/main amd64 unzip amd64 6\.0-28ubuntu4\.1 \[.*B\]\nFetched .*\nSelecting previously unselected package unzip\.\n\(Reading database \.\.\. \d+ files and directories currently installed\.\)\nPreparing to unpack \.\.\.\/unzip_6\.0-28ubuntu4\.1_amd64\.deb \.\.\.\nUnpacking unzip \(6\.0-28ubuntu4\.1\) \.\.\.\nSetting up unzip \(6\.0-28ubuntu4\.1\) \.\.\.\n/,
    )
    expect(installed).toContain('No services need to be restarted.')
    expect(await screen.run('which unzip; dpkg -S /usr/bin/unzip; dpkg -L unzip | grep bin/')).toBe(
      '/usr/bin/unzip\nunzip: /usr/bin/unzip\n/usr/bin/unzip',
    )
    expect(await screen.run('apt list --installed 2>/dev/null | grep unzip')).toBe(
      'unzip/noble,now 6.0-28ubuntu4.1 amd64 [installed]',
    )
    expect(await screen.run('sudo apt-get install unzip | tail -2')).toBe(
      'unzip is already the newest version (6.0-28ubuntu4.1).\n0 upgraded, 0 newly installed, 0 to remove and 0 not upgraded.',
    )
    screen.type('sudo apt remove unzip\r')
    await screen.see('Do you want to continue? [Y/n]')
    expect(await screen.run('')).toContain('Removing unzip (6.0-28ubuntu4.1) ...')
    expect(await screen.run('dpkg -l unzip; which unzip; echo $?')).toBe(
      'dpkg-query: no packages found matching unzip\n1',
    )
  })

  test('brings what a package needs, after a question, and lets it go when nobody needs it', async () => {
    screen.type('sudo apt install npm\r')
    await screen.see(
      /additional packages will be installed:\n {2}nodejs\n[^]*Do you want to continue\? \[Y\/n\]/,
    )
    await screen.run('n')
    expect(screen.text).toMatch(/Abort\.\n/)
    await screen.run('sudo apt-get install -y npm')
    expect(await screen.run('dpkg -l nodejs | tail -1')).toMatch(
      new RegExp(`^ii {2}nodejs +${nodeVersion}-0sandcloud1 amd64 +JavaScript runtime$`),
    )
    expect(await screen.run('ls -l /usr/bin/npm /usr/bin/node | wc -l')).toBe('2')
    await screen.run('sudo apt-get remove -y npm')
    expect(await screen.run('sudo apt-get autoremove -y | grep -A1 REMOVED')).toBe(
      'The following packages will be REMOVED:\n  nodejs',
    )
    expect(await screen.run('ls /usr/lib/node_modules /usr/bin/node')).toMatch(
      /cannot access.*\n.*cannot access/,
    )
  })

  test('takes NodeSource’s archive in, whose package has npm', async () => {
    const setUp = await screen.run('curl -fsSL https://deb.nodesource.com/setup_20.x | sudo bash -')
    expect(setUp).toMatch(/Repository configured successfully\.\n.*Sandcloud has one runtime/)
    expect(await screen.run('apt-cache policy nodejs')).toContain(`Candidate: ${nodeVersion}-1nodesource1`)
    await screen.run('sudo apt-get install -y nodejs')
    expect(await screen.run('ls /usr/bin/np[mx]')).toBe('/usr/bin/npm  /usr/bin/npx')
  })

  test('says what is not there, and keeps what the machine needs', async () => {
    expect(
      await screen.run('sudo apt-get install -y docker.io | tail -0; sudo apt-get -qq install docker.io'),
    ).toMatch(
      /Package docker\.io is not available\. Sandcloud has no docker.*\n\nE: Package 'docker\.io' has no installation candidate$/,
    )
    expect(await screen.run('sudo apt-get remove -y bash | tail -0')).toContain(
      'E: Removing essential system-critical packages is not permitted. This might break the system.',
    )
    expect(await screen.run('apt frobnicate')).toBe('E: Invalid operation frobnicate')
    expect(await screen.run('apt list nano | cat')).toMatch(
      /^\nWARNING: apt does not have a stable CLI interface\. Use with caution in scripts\.\n\nListing\.\.\. Done\nnano\/noble,now 7\.2\S+ amd64 \[installed\]$/,
    )
    expect(await screen.run('snap install code')).toBe('error: access denied (try with sudo)')
  })
})

test('Debian installs git, and clones with it', async () => {
  await boot('debian-12', 'admin')
  expect(await screen.run('sudo apt-get -qq update; sudo apt-get -qq install git; git --version')).toMatch(
    /Setting up git \(1:2\.39\.5-0\+deb12u2\) \.\.\.\n[^]*git version 2\./,
  )
  expect(await screen.run('git clone -q https://git.sandcloud.test/learn/hello-express.git; ls')).toContain(
    'hello-express',
  )
  expect(await screen.run('sudo id -u')).toBe('0')
  await machine.machine.shutdown()
})

test('a closed network is told of, and the old lists stay', async () => {
  await boot('ubuntu-22.04', 'ubuntu')
  machine.internet.verdict = () => 'no-route'
  expect(await screen.run('sudo apt update')).toMatch(
    /Err:1 http:\/\/us-east-1\.ec2\.archive\.ubuntu\.com\/ubuntu jammy InRelease\n {2}Cannot initiate the connection to [^]*W: Some index files failed to download\. They have been ignored, or old ones used instead\.$/,
  )
  await machine.machine.shutdown()
})
