import type { Remote } from 'comlink'
import { transfer } from 'comlink'
import type { CloudApi } from '../api/api.ts'

/** Programs whose Worker scripts the sandbox gets, by name: built files beside the app. */
const programs = { node: 'node-runtime.js' }

/** Lends this page's sandboxed frame to the cloud, for as long as the page lives. */
export const lendSandbox = async (cloud: Remote<CloudApi>): Promise<void> => {
  const frame = document.createElement('iframe')
  frame.setAttribute('sandbox', 'allow-scripts')
  frame.hidden = true
  frame.title = 'Sandbox for programs'
  frame.src = `${import.meta.env.BASE_URL}sandbox.html`
  const loaded = new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }))
  document.body.append(frame)
  const [texts] = await Promise.all([scripts(), loaded])
  const { port1, port2 } = new MessageChannel()
  frame.contentWindow!.postMessage({ port: port1, programs: texts }, '*', [port1])
  await cloud.lendSandbox(transfer(port2, [port2]))
}

const scripts = async (): Promise<Record<string, string>> => {
  const entries = Object.entries(programs).map(async ([name, file]) => {
    const response = await fetch(`${import.meta.env.BASE_URL}${file}`)
    if (!response.ok) throw new Error(`${file} is missing from this build.`)
    return [name, await response.text()] as const
  })
  return Object.fromEntries(await Promise.all(entries))
}
