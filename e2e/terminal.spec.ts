import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { execFileSync } from 'node:child_process'
import { expect, test } from '@playwright/test'
import { Console } from './pages/console.ts'

/** A learner's own project comes from the real computer to the laptop and back. */
test('files and folders go to the laptop and come back', async ({ page }, info) => {
  const project = info.outputPath('my-project')
  mkdirSync(`${project}/src`, { recursive: true })
  mkdirSync(`${project}/node_modules/left-pad`, { recursive: true })
  writeFileSync(`${project}/package.json`, '{"name":"my-project"}\n')
  writeFileSync(`${project}/src/app.js`, 'console.log("hello")\n')
  writeFileSync(`${project}/src/photo.bin`, Buffer.alloc(3_000_000, 'sandcloud'))
  writeFileSync(`${project}/node_modules/left-pad/index.js`, 'x')

  const aws = new Console(page)
  await aws.open()
  const terminal = await aws.terminal()
  await terminal.run('mkdir -p work && cd work && pwd', /\/home\/learner\/work/)

  const dialog = page.getByRole('dialog', { name: 'Upload to your laptop' })
  const choose = async (item: string, path: string) => {
    const chooser = page.waitForEvent('filechooser')
    await page.getByRole('button', { name: 'Upload to your laptop' }).click()
    await page.getByRole('menuitem', { name: item }).click()
    await (await chooser).setFiles(path)
  }

  await test.step('a folder is uploaded to where the terminal stands, without node_modules', async () => {
    await choose('Upload a folder', project)
    await expect(dialog.getByText('my-project: 3 files, 2.9 MiB')).toBeVisible()
    await expect(
      dialog.getByRole('checkbox', { name: /Leave out node_modules \(1 file, 1 byte\)/ }),
    ).toBeChecked()
    await expect(dialog.getByRole('radio', { name: 'Current folder (~/work)' })).toBeChecked()
    await page.screenshot({ path: info.outputPath('upload-dialog.png') })
    await dialog.getByRole('button', { name: 'Upload', exact: true }).click()
    await expect(dialog.getByText(/In ~\/work now/)).toBeVisible()
    await page.screenshot({ path: info.outputPath('upload-done.png') })
    await dialog.getByRole('button', { name: 'Close' }).last().click()
    await terminal.focus()
    await terminal.run(
      'find my-project -type f | sort; sha256sum my-project/src/photo.bin',
      /my-project\/src\/photo\.bin/,
    )
    const [sum = ''] = execFileSync('sha256sum', [`${project}/src/photo.bin`], { encoding: 'utf8' }).split(
      ' ',
    )
    await terminal.expect(new RegExp(sum))
    expect(await terminal.screen()).not.toContain('node_modules')
  })

  await test.step('a second time it is there already, and can be kept beside the first', async () => {
    await choose('Upload a folder', project)
    await expect(dialog.getByText('my-project is there already')).toBeVisible()
    await dialog.getByText('Keep both').click()
    await dialog.getByRole('button', { name: 'Upload', exact: true }).click()
    await expect(dialog.getByText(/In ~\/work now/)).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(dialog).toBeHidden()
    await terminal.focus()
    await terminal.run('ls', /my-project\s+'my-project \(1\)'/)
  })

  await test.step('a folder dropped onto the terminal asks where it shall go', async () => {
    // The browser's own drag, with real files: a page's scripts cannot make one with folders.
    const browser = await page.context().newCDPSession(page)
    const box = (await page.locator('.drop-zone').last().boundingBox())!
    const drag = (type: 'dragEnter' | 'dragOver' | 'drop') =>
      browser.send('Input.dispatchDragEvent', {
        type,
        x: box.x + 200,
        y: box.y + 80,
        data: { items: [], files: [`${project}/src`], dragOperationsMask: 1 },
      })
    await drag('dragEnter')
    await drag('dragOver')
    await expect(page.getByText('Drop files or folders to copy them to your laptop')).toBeVisible()
    await page.screenshot({ path: info.outputPath('drop.png') })
    await drag('drop')
    await dialog.getByText('Downloads (~/Downloads)').click()
    await dialog.getByRole('button', { name: 'Upload', exact: true }).click()
    await expect(dialog.getByText(/In ~\/Downloads now/)).toBeVisible()
    await page.keyboard.press('Escape')
    await terminal.focus()
    await terminal.run('cat ~/Downloads/src/app.js', /console\.log\("hello"\)/)
  })

  await test.step('a folder comes back as a zip that the real unzip reads', async () => {
    await page.getByRole('button', { name: 'Download from your laptop' }).click()
    const down = page.getByRole('dialog', { name: 'Download from your laptop' })
    await down.getByLabel('File or folder').fill('~/work/my-project')
    const download = page.waitForEvent('download')
    await down.getByRole('button', { name: 'Download', exact: true }).click()
    const path = info.outputPath('back.zip')
    const file = await download
    expect(file.suggestedFilename()).toBe('my-project.zip')
    await file.saveAs(path)
    await expect(down.getByText('Downloaded (2.9 MiB).')).toBeVisible()
    await page.screenshot({ path: info.outputPath('download.png') })
    execFileSync('unzip', ['-q', path, '-d', info.outputPath('back')])
    const back = readFileSync(info.outputPath('back/my-project/src/photo.bin'))
    expect(back.equals(readFileSync(`${project}/src/photo.bin`))).toBe(true)
    await page.keyboard.press('Escape')
  })

  await test.step('what is not there is said, in the dark too', async () => {
    await page.emulateMedia({ colorScheme: 'dark' })
    await page.getByRole('button', { name: 'Download from your laptop' }).click()
    const down = page.getByRole('dialog', { name: 'Download from your laptop' })
    await down.getByLabel('File or folder').fill('~/nothing')
    await down.getByRole('button', { name: 'Download', exact: true }).click()
    await expect(down.getByText('No such file or directory')).toBeVisible()
    await page.screenshot({ path: info.outputPath('dark.png') })
  })
})

test('a connection that nothing answers shows its wait, which can be skipped', async ({ page }, info) => {
  const aws = new Console(page)
  await aws.open()
  const terminal = await aws.terminal()
  await terminal.type('ssh ec2-user@3.80.1.2')
  await terminal.press('Enter')
  const wait = page.getByText(/Nothing answers at 3\.80\.1\.2 port 22/)
  await expect(wait).toBeVisible()
  await page.screenshot({ path: info.outputPath('wait.png') })
  await page.getByRole('button', { name: 'Skip the wait' }).click()
  await terminal.expect(/ssh: connect to host 3\.80\.1\.2 port 22: Connection timed out/)
  await expect(wait).toBeHidden()
})
