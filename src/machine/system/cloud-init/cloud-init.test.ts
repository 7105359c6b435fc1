import { describe, expect, test } from 'vitest'
import { serveMetadata, TestInternet } from '../../testing/index.ts'
import { type AdministeredMachine, administeredMachine } from '../testing/administered-machine.ts'
import { parseUserData, typeOf } from './user-data.ts'

const key = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIIDy test-key'

const bootWith = (
  userData: string | Uint8Array,
  options = {},
  id = 'i-0aaa',
): Promise<AdministeredMachine> => {
  const internet = new TestInternet()
  serveMetadata(internet, {
    'meta-data/instance-id': id,
    'meta-data/local-hostname': 'ip-172-31-44-70.ec2.internal',
    'meta-data/public-keys/0/openssh-key': key,
    'user-data': userData,
  })
  return administeredMachine({ internet, ...options })
}

const gzip = async (text: string): Promise<Uint8Array> => {
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream('gzip'))
  return new Uint8Array(await new Response(stream).arrayBuffer())
}

describe('cloud-config', () => {
  test('writes files, makes users, sets the host name and runs commands, once', async () => {
    const config = `#cloud-config
hostname: web-1
fqdn: web-1.example.internal
manage_etc_hosts: true
groups:
  - builders: [ec2-user]
users:
  - default
  - name: deploy
    gecos: The deployer
    groups: builders, wheel
    shell: /bin/bash
    sudo: ALL=(ALL) NOPASSWD:ALL
    ssh_authorized_keys:
      - ${key}
write_files:
  - path: /opt/app/config.json
    permissions: '0640'
    owner: root:wheel
    content: |
      {"a": 1}
  - path: /opt/app/octal
    permissions: 0600
    encoding: b64
    content: aGVsbG8K
  - path: /opt/app/octal
    append: true
    permissions: '0600'
    content: more
  - path: /home/deploy/late
    owner: deploy:deploy
    defer: yes
    content: late
ssh_pwauth: true
bootcmd:
  - echo boot >> /root/boots
  - [cloud-init-per, once, first, sh, -c, echo first >> /root/boots]
runcmd:
  - [sh, -c, 'echo "list $1" >> /root/ran', x, 'a b']
  - echo "line $(hostname)" >> /root/ran
final_message: "all done after $UPTIME seconds"
`
    const on = await bootWith(config)
    expect(on.machine.hostname).toBe('web-1')
    expect(await on.run('head -1 /etc/hosts')).toBe('127.0.1.1 web-1.example.internal web-1')
    expect(await on.run("sudo stat -c '%a %U:%G' /opt/app/config.json /opt/app/octal /home/deploy/late")).toBe('640 root:wheel\n600 root:root\n644 deploy:deploy') // prettier-ignore
    expect(await on.text('/opt/app/config.json')).toBe('{"a": 1}\n')
    expect(await on.text('/opt/app/octal')).toBe('hello\nmore')
    expect(await on.run('id -nG deploy; getent group builders || grep builders /etc/group')).toMatch(/deploy.*(builders.*wheel|wheel.*builders)\nbuilders:x:\d+:(ec2-user,deploy|deploy,ec2-user)/) // prettier-ignore
    expect(await on.run('sudo cat /home/deploy/.ssh/authorized_keys')).toBe(key)
    expect(await on.run('sudo -u deploy sudo whoami')).toBe('root')
    expect(await on.text('/root/ran')).toBe('list a b\nline web-1\n')
    expect(await on.text('/var/log/cloud-init-output.log')).toMatch(/all done after [\d.]+ seconds\n$/)
    const log = await on.text('/var/log/cloud-init.log')
    expect(log).toMatch(
      /^[\d-]+ [\d:]+,\d{3} - util\.py\[DEBUG\]: Cloud-init v\. 22\.2\.2 running 'init-local' at /,
    )
    expect(log).toContain('handlers.py[DEBUG]: finish: init-network/config-write-files: SUCCESS: config-write-files ran successfully') // prettier-ignore
    expect(await on.run('cloud-init status --wait --long')).toMatch(
      /\nstatus: done\ntime: .* \+0000\ndetail:\nDataSourceEc2$/,
    )
    expect(await on.run('cloud-init query instance_id; cloud-init query ds.meta_data.local_hostname')).toBe(
      'i-0aaa\nip-172-31-44-70.ec2.internal',
    )
    expect(await on.run("cloud-init query -f '{{ v1.cloud_name }} {{v1.instance_id}}'; cloud-id")).toBe(
      'aws i-0aaa\naws',
    )
    expect(await on.run('sudo sshd -T | grep passwordauth; systemctl is-active sshd')).toBe(
      'passwordauthentication yes\nactive',
    )
    // Group adm, in which the image's user is, reads the logs.
    expect(await on.run("stat -c '%a %U:%G' /var/log/cloud-init-output.log; tail -1 /var/log/cloud-init-output.log")).toMatch(/^640 root:adm\nall done/) // prettier-ignore
    expect(await on.run('cloud-init status --format json; echo $?')).toContain('unrecognized arguments: --format json\n2') // prettier-ignore
    await on.machine.shutdown()

    const again = await bootWith(config, { root: on.root })
    expect(await again.text('/root/ran')).toBe('list a b\nline web-1\n')
    expect(await again.text('/root/boots')).toBe('boot\nfirst\nboot\n')
    expect(await again.text('/var/log/cloud-init.log')).toContain(
      'config-runcmd already ran (freq=once-per-instance)',
    )
    await again.run('sudo cloud-init clean --logs')
    await again.machine.shutdown()
    const third = await bootWith(config, { root: on.root })
    expect(await third.text('/root/ran')).toBe('list a b\nline web-1\n'.repeat(2))
    await third.machine.shutdown()
  })

  test('that is broken is told of, and the boot goes on', async () => {
    const on = await bootWith('#cloud-config\nruncmd:\n  - echo one\n bad: [\n')
    const log = await on.text('/var/log/cloud-init.log')
    expect(log).toMatch(
      /util\.py\[WARNING\]: Failed loading yaml blob\. Invalid format at line \d+ column \d+/,
    )
    expect(await on.run('whoami; systemctl is-active sshd')).toBe('ec2-user\nactive')
    await on.machine.shutdown()
  })

  test('says what it cannot do, and which module failed', async () => {
    const on = await bootWith(
      '#cloud-config\nswap: {filename: /swap, size: none}\ntimezone: Mars/Olympus\nusers: [default, {name: x, groups: nothing}]\nruncmd: [false]\n',
    )
    const log = await on.text('/var/log/cloud-init.log')
    expect(log).toContain('cc_mounts.py[WARNING]: Unable to setup swap file /swap: size: none')
    expect(log).toContain('Invalid timezone Mars/Olympus, no file found at /usr/share/zoneinfo/Mars/Olympus')
    expect(log).toContain('Running module runcmd')
    await on.machine.shutdown()
  })

  test('reboots the machine when power_state says so', async () => {
    const internet = new TestInternet()
    serveMetadata(internet, {
      'meta-data/instance-id': 'i-0aaa',
      'user-data': '#cloud-config\npower_state: {mode: poweroff, delay: now}\n',
    })
    const { machine } = await administeredMachineOff(internet)
    expect(await machine).toBe('poweroff')
  })
})

/** Boots, and tells how the machine went down by itself. */
async function administeredMachineOff(internet: TestInternet): Promise<{ machine: Promise<string> }> {
  const { bootMachine } = await import('../../boot/boot-machine.ts')
  const { imageDisk, testHardware } = await import('../../testing/index.ts')
  const disks = new Map([['nvme0n1', await imageDisk('al2023')]])
  const machine = bootMachine(testHardware({ disks, network: internet.plug('172.31.0.11') }))
  return { machine: new Promise((resolve) => machine.onPower(resolve)) }
}

describe('user data', () => {
  test('is a script, whatever is packed around it', async () => {
    const script = '#!/bin/bash\necho ran > /root/ran\n'
    const on = await bootWith(await gzip(script))
    expect(await on.text('/root/ran')).toBe('ran\n')
    await on.machine.shutdown()
    expect((await parseUserData(new TextEncoder().encode(btoa(script))))[0]).toMatchObject({ type: 'text/x-shellscript', content: script }) // prettier-ignore
  })

  test('may have several parts', async () => {
    const mime = `Content-Type: multipart/mixed; boundary="==B=="
MIME-Version: 1.0

--==B==
Content-Type: text/cloud-config; charset="us-ascii"
Content-Disposition: attachment; filename="cloud-config.txt"

#cloud-config
write_files:
  - {path: /root/one, content: one}

--==B==
Content-Type: text/x-shellscript; charset="us-ascii"
Content-Transfer-Encoding: base64
Content-Disposition: attachment; filename="userdata.txt"

${btoa('#!/bin/bash\ncat /root/one > /root/two\necho out\n')}
--==B==--
`
    const on = await bootWith(mime)
    expect(await on.text('/root/two')).toBe('one')
    expect(await on.text('/var/log/cloud-init-output.log')).toContain('\nout\n')
    expect(await on.run('sudo ls /var/lib/cloud/instance/scripts')).toBe('userdata.txt')
    await on.machine.shutdown()
  })

  test('may be a template of what the instance is', async () => {
    const on = await bootWith(
      '## template: jinja\n#!/bin/sh\necho {{ v1.instance_id }} {{ ds.meta_data.local_hostname }} > /root/ran\n',
      { image: 'ubuntu-24.04' },
    )
    expect(await on.text('/root/ran')).toBe('i-0aaa ip-172-31-44-70.ec2.internal\n')
    expect(await on.run('cat /etc/hostname; hostname -f; hostname -I')).toBe(
      'ip-172-31-44-70\nip-172-31-44-70\n172.31.44.70 ',
    )
    expect(await on.run('cloud-init status --long')).toContain('\nextended_status: done\nboot_status_code: enabled-by-generator\nlast_update: ') // prettier-ignore
    await on.machine.shutdown()
  })

  test('that is nothing known, or wants to be fetched from elsewhere, is said to be so', async () => {
    const on = await bootWith('hello world\n')
    expect(await on.text('/var/log/cloud-init.log')).toContain("Unhandled non-multipart (text/x-not-multipart) userdata: 'b'hello world") // prettier-ignore
    await on.machine.shutdown()
    expect(typeOf('#include\nhttp://x')).toBe('text/x-include-url')
  })

  test('fails without stopping anything, and says so', async () => {
    const on = await bootWith('#!/bin/bash\necho half\nexit 3\n')
    expect(await on.text('/var/log/cloud-init-output.log')).toMatch(/half\n[^\n]+ - subp\.py\[WARNING\]: Failed running .*part-001 \[3\]\n/) // prettier-ignore
    expect(await on.run('systemctl is-active cloud-final')).toBe('active')
    expect(await on.run('cloud-init status; echo $?; cloud-init status --long | tail -1')).toBe(
      "status: error\n1\n('scripts_user', RuntimeError('Runparts: 1 failures (part-001) in 1 attempted commands'))",
    )
    await on.machine.shutdown()
  })
})
