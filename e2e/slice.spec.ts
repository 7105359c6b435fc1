import { execFileSync } from 'node:child_process'
import { chmodSync } from 'node:fs'
import { expect, type Locator, type Page, test } from '@playwright/test'
import { Console } from './pages/console.ts'
import type { TerminalPane } from './pages/terminal.ts'
import { fsck, storedSnapshots, storedVolume, writePartition } from './pages/volume-image.ts'

/** The whole story of a first server, as a person does it: launch, ssh, npm start, visit, back up, restore. */
test('a learner launches a server, visits it, breaks it, and restores it from a snapshot', async ({
  page,
}, info) => {
  // A minute where two cores are free, three on one that is shared.
  test.setTimeout(480_000)
  const aws = new Console(page)
  await aws.open()

  const pem = await test.step('launch an instance with a new key pair', async () => {
    await aws.open('/ec2/instances/launch')
    await page.getByLabel('Name', { exact: true }).first().fill('web')
    await aws.createKeyPair('lesson')
    const download = page.waitForEvent('download')
    await aws.link('Download a copy').click()
    const path = info.outputPath('lesson.pem')
    await (await download).saveAs(path)
    await aws.launch('web')
    return path
  })

  await test.step('the real ssh-keygen reads the .pem', () => {
    chmodSync(pem, 0o400)
    const publicKey = execFileSync('ssh-keygen', ['-y', '-f', pem], { encoding: 'utf8' })
    expect(publicKey).toMatch(/^ssh-(rsa|ed25519) /)
  })

  const terminal = await aws.terminal()
  const address = await publicAddress(page)

  await test.step('ssh refuses an open key file, and a wrong user', async () => {
    await terminal.run('ls ~/Downloads', /lesson\.pem/)
    const key = '-i ~/Downloads/lesson.pem'
    await terminal.run(`ssh ${key} ec2-user@${address}`, /Are you sure you want to continue connecting/)
    await terminal.type('yes')
    await terminal.press('Enter')
    await terminal.expect(/UNPROTECTED PRIVATE KEY FILE[^]*Permissions 0644[^]*Permission denied/)
    await terminal.run('chmod 400 ~/Downloads/lesson.pem', /\$\s*$/)
    await terminal.run(
      `ssh ${key} ubuntu@${address}`,
      /Permission denied \(publickey,gssapi-keyex,gssapi-with-mic\)\./,
    )
    await connect(terminal, address)
  })

  await test.step('install Node and git, clone, npm install, npm start', async () => {
    await terminal.run('node --version', /-bash: node: command not found/)
    await terminal.run('dnf install -y nodejs', /superuser privileges/)
    await terminal.run('sudo dnf install -y nodejs git', /Complete!/, 60_000)
    await terminal.run(
      'git clone https://git.sandcloud.test/learn/hello-express.git',
      /done\.\s*\n.*\$\s*$/,
      60_000,
    )
    await terminal.run('cd hello-express', /hello-express\]\$/)
    await terminal.run('npm install', /added \d+ packages/, 60_000)
    await terminal.run('npm start', /node server\.js[^]*3000/, 60_000)
  })

  await test.step('port 3000 times out until the security group has a rule', async () => {
    await visit(page, `http://${address}:3000/`)
    await expect(site(page).getByText('took too long to respond')).toBeVisible({ timeout: 60_000 })
    await openPort(aws, 3000)
    await visit(page, `http://${address}:3000/`)
    await expect(site(page).getByRole('heading', { level: 1 })).toContainText(/hello/i)
  })

  await test.step('^C ends the server, and the browser is refused', async () => {
    await page
      .getByRole('tab', { name: /My laptop|ec2-user@/ })
      .first()
      .click()
    await terminal.focus()
    await terminal.press('Control+c')
    await terminal.expect(/hello-express\]\$\s*$/)
    await visit(page, `http://${address}:3000/`)
    await expect(site(page).getByText('refused to connect')).toBeVisible()
  })

  const rootVolume = await test.step('create a snapshot before an update', async () => {
    await aws.navigate('Volumes')
    const id = await idIn(aws.row('In-use'), /vol-[0-9a-f]+/)
    await createSnapshot(aws, id, 'backup-before-update')
    return id
  })

  await test.step('a reload of the page loses nothing, not even the ssh session', async () => {
    await page.reload()
    await aws.navigate('Instances')
    await expect(aws.row('web')).toContainText('Running')
    await page
      .getByRole('tab', { name: /My laptop|ec2-user@/ })
      .first()
      .click()
    await terminal.focus()
    await terminal.run('hostname', /^ip-172-31-/m)
  })

  await test.step('an update breaks the app', async () => {
    await terminal.run(`echo 'throw new Error("broken by an update")' > server.js`, /\$\s*$/)
    await terminal.run('npm start', /Error: broken by an update/, 15_000)
    await createSnapshot(aws, rootVolume, 'after-the-break')
    const [backup, broken] = await storedSnapshots(page)
    // The first holds the image and all that was installed; the second only what has changed since.
    expect(broken!.stored).toBeGreaterThan(0)
    expect(broken!.stored).toBeLessThan(broken!.blocks / 2)
    expect(broken!.stored).toBeLessThan(10)
    expect(backup!.blocks).toBeGreaterThan(5)
  })

  await test.step('stop the instance, and put a volume made from the snapshot in the root’s place', async () => {
    await aws.navigate('Instances')
    await aws.act('web', 'Instance state', 'Stop instance')
    await aws.confirm('Stop')
    await expect(aws.row('web')).toContainText('Stopped')
    await terminal.expect(/Connection to .* closed/)

    await aws.navigate('Volumes')
    const zone = await idIn(aws.row(rootVolume), /us-east-1[a-f]/)
    await aws.navigate('Snapshots')
    await aws.act('backup-before-update', 'Actions', 'Create volume from snapshot')
    await aws.pick(/^Availability Zone/, zone)
    await aws.button('Create volume').click()
    await expect(aws.row('Available')).toBeVisible()

    await aws.act(rootVolume, 'Actions', 'Detach volume')
    await aws.confirm('Detach')
    await expect(aws.row('In-use')).toBeHidden()
    const restored = await idIn(aws.row(/vol-/).filter({ hasNotText: rootVolume }), /vol-[0-9a-f]+/)
    await aws.act(restored, 'Actions', 'Attach volume')
    await aws.pick(/^Instance(?!s)/, /web/)
    const device = page.getByRole('combobox', { name: /Device name/ })
    await device.fill('/dev/xvda')
    await device.press('Escape')
    await aws.button('Attach volume').click()
    await expect(aws.row(restored)).toContainText('In-use')
  })

  await test.step('start: at a new address the old app answers', async () => {
    await aws.navigate('Instances')
    await aws.act('web', 'Instance state', 'Start instance')
    await expect(aws.row('web')).toContainText('Running')
    const renewed = await publicAddress(page)
    expect(renewed).not.toBe(address)
    await terminal.focus()
    await connect(terminal, renewed)
    await terminal.run('cd hello-express && npm start', /listening on port 3000/, 60_000)
    await visit(page, `http://${renewed}:3000/`)
    await expect(site(page).getByRole('heading', { level: 1 })).toContainText(/hello/i)
  })

  await test.step('the volumes as they stand in the database are clean ext4', async () => {
    for (const volumeId of [rootVolume]) {
      const path = info.outputPath(`${volumeId}.img`)
      writePartition(await storedVolume(page, volumeId), path)
      const verdict = fsck(path)
      info.annotations.push({ type: 'e2fsck', description: verdict?.output ?? 'not installed here' })
      if (verdict) expect(verdict.status, verdict.output).toBe(0)
    }
  })
})

const site = (page: Page) => page.frameLocator('iframe.browser-frame')

const visit = async (page: Page, url: string) => {
  await page.getByRole('button', { name: 'Browser', exact: true }).click()
  await page.getByRole('textbox', { name: 'Address', exact: true }).fill(url)
  await page.getByRole('textbox', { name: 'Address', exact: true }).press('Enter')
}

const connect = async (terminal: TerminalPane, address: string) => {
  await terminal.run(
    `ssh -i ~/Downloads/lesson.pem ec2-user@${address}`,
    /\[ec2-user@ip-[\d-]+ ~\]\$|continue connecting/,
  )
  if (/continue connecting/.test(await terminal.screen())) {
    await terminal.type('yes')
    await terminal.press('Enter')
  }
  await terminal.expect(/\[ec2-user@ip-[\d-]+ ~\]\$\s*$/)
}

const publicAddress = async (page: Page): Promise<string> => {
  const text = await page.getByRole('row').filter({ hasText: 'web' }).innerText()
  return /\b(?:\d{1,3}\.){3}\d{1,3}\b/.exec(text)![0]
}

const openPort = async (aws: Console, port: number) => {
  await aws.navigate('Security Groups')
  await aws.row('launch-wizard-1').getByRole('link').first().click()
  await aws.button('Edit inbound rules').or(aws.link('Edit inbound rules')).first().click()
  await aws.button('Add rule').click()
  await aws.page.getByLabel('Port range').last().fill(String(port))
  await aws.page.getByRole('button', { name: 'Source type' }).last().click()
  await aws.page.getByRole('option', { name: 'Anywhere-IPv4' }).click()
  await aws.button('Save rules').click()
  await expect(aws.page.getByText('Inbound security group rules successfully modified').first()).toBeVisible()
}

const idIn = async (row: Locator, form: RegExp): Promise<string> => {
  await expect(row).toHaveText(form)
  return form.exec(await row.innerText())![0]
}

const createSnapshot = async (aws: Console, volumeId: string, description: string) => {
  await aws.navigate('Volumes')
  await aws.act(volumeId, 'Actions', 'Create snapshot')
  await aws.page.getByLabel(/^Description/).fill(description)
  await aws.button('Create snapshot').click()
  await expect(aws.row(description)).toContainText('Completed', { timeout: 60_000 })
}
