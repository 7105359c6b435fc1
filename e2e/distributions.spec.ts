import { expect, test } from '@playwright/test'
import { Console } from './pages/console.ts'

test('a learner launches Ubuntu from its tile, and logs in as the connect page says', async ({
  page,
}, info) => {
  const aws = new Console(page)
  await aws.open('/ec2/instances/launch')
  await page.getByLabel('Name', { exact: true }).first().fill('ubuntu-box')
  await page.getByRole('radio', { name: /Ubuntu/ }).check()
  await expect(page.getByText('Canonical, Ubuntu, 24.04, amd64 noble image')).toBeVisible()
  await expect(page.getByText('/dev/sda1').first()).toBeVisible()
  await page.screenshot({ path: info.outputPath('launch.png'), fullPage: true })
  await aws.createKeyPair('lesson')
  await aws.launch('ubuntu-box')
  await aws.select('ubuntu-box')
  await aws.button('Connect').or(aws.link('Connect')).first().click()
  await page.getByRole('tab', { name: 'SSH client' }).click()
  const command = page.getByText(/^ssh -i "lesson\.pem" ubuntu@/)
  await expect(command).toBeVisible()
  const address = /ubuntu@(\S+)/.exec(await command.innerText())![1]!
  const terminal = await aws.terminal()
  await terminal.run('chmod 400 ~/Downloads/lesson.pem', /\$\s*$/)
  await terminal.run(
    `ssh -o StrictHostKeyChecking=no -i ~/Downloads/lesson.pem ubuntu@${address}`,
    /ubuntu@ip-[\d-]+:~\$\s*$/,
  )
  await terminal.run(
    'sudo apt-get -qq update; sudo apt-get -qq install unzip; lsb_release -ds',
    /Ubuntu 24\.04\.\d LTS/,
    60_000,
  )
  await page.screenshot({ path: info.outputPath('terminal.png') })
})
