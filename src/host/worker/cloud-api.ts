import { AwsError } from '#engine'
import type { CallAnswer, CloudApi } from '../api/api.ts'
import type { Verdict } from '../client/client.ts'
import type { Cloud } from './cloud.ts'
import type { ConnectedPage } from './connected-page.ts'
import type { LentIsolates } from './isolates.ts'
import { downloadName, homeRouter, laptopUser } from './laptop-facts.ts'
import { exportImage } from './volume-image.ts'

/** Whom CloudTrail shows for a call of the console: the learner's own browser. */
const source = { address: homeRouter, userAgent: navigator.userAgent }

/** One page's door to the cloud. What it brought with it (listener, screens, sandbox) goes when it goes. */
export const cloudApi = (cloud: Cloud, isolates: LentIsolates, page: ConnectedPage): CloudApi => ({
  async answers() {},

  async hello(lock) {
    page.holds(lock)
    return { accountId: cloud.engine.accountId, userName: cloud.engine.userName }
  },

  async call(request): Promise<CallAnswer> {
    try {
      return { ok: true, output: await cloud.engine.call({ ...request, source }) }
    } catch (error) {
      if (error instanceof AwsError)
        return { ok: false, code: error.code, message: error.message, requestId: '' }
      const message = error instanceof Error ? error.message : String(error)
      return { ok: false, code: 'InternalError', message, requestId: '' }
    }
  },

  async watch(listener) {
    const release = cloud.onEvent((event) => listener(event))
    void page.gone.then(release)
  },
  lendSandbox: async (port) => isolates.lend(port, page.gone),

  pace: async () => cloud.engine.pace,
  setPace: (pace) => cloud.engine.setPace(pace),

  async saveToLaptop(fileName, data) {
    const path = `/home/${laptopUser}/Downloads/${downloadName(fileName)}`
    const { machine } = await (await cloud.machines).laptop()
    await machine.writeFile(path, data, { mode: 0o644, owner: laptopUser })
    return { path }
  },

  async laptopFiles(method, given) {
    // The machines' code comes with them, after the engine's.
    const { laptopFiles } = await import('./laptop-files/index.ts')
    const { laptop, terminals } = await cloud.machines
    const machine = async () => (await laptop()).machine
    const files = laptopFiles(machine, (id) => terminals.workingDirectory(id))
    return (files[method] as (...values: unknown[]) => Promise<unknown>)(...given)
  },

  async openTerminal({ columns, rows }) {
    const { laptop, terminals } = await cloud.machines
    const { machine } = await laptop()
    return terminals.open(machine.openTerminal({ user: laptopUser, columns, rows }), 'My laptop')
  },
  terminals: async () => (await cloud.machines).terminals.list(),
  attachTerminal: async (id, size, port) =>
    (await cloud.machines).terminals.attach(id, size, port, page.gone),

  skipWait: async (id) => (await cloud.machines).skipWait(id),
  serveSites: async (port) => (await cloud.machines).serveSites(port),
  explain: async (host, port): Promise<Verdict> => (await cloud.machines).internet.explain(host, port),
  exportVolume: async (region, id) => exportImage(cloud.engine, { region, id, gone: page.gone }),
  reset: () => cloud.reset(),
})
