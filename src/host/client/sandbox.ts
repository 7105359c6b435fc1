import type { Remote } from 'comlink'
import { transfer } from 'comlink'
import type { CloudApi } from '../api/api.ts'

/** Programs whose Worker scripts the sandbox gets, by name: built files beside the app. */
const programs = { node: 'node-runtime.js' }

type Tell = (script: 'missing' | 'come') => void

/** How long until a script that did not come is asked for again, in milliseconds. */
const again = 5000

/**
 * Lends this page's sandboxed frame to the cloud, for as long as both live.
 * @param tell that a program's script cannot be loaded, once (it is tried again), and that it has come at last.
 */
export const lendSandbox = async (cloud: Remote<CloudApi>, moved: AbortSignal, tell: Tell): Promise<void> => {
  if (moved.aborted) return
  const frame = document.createElement('iframe')
  frame.setAttribute('sandbox', 'allow-scripts')
  frame.hidden = true
  frame.title = 'Sandbox for programs'
  frame.src = `${import.meta.env.BASE_URL}sandbox.html`
  // What runs in it runs for a cloud that has gone.
  moved.addEventListener('abort', () => frame.remove())
  const loaded = new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }))
  document.body.append(frame)
  const [texts] = await Promise.all([scripts(tell), loaded])
  if (moved.aborted) return
  const { port1, port2 } = new MessageChannel()
  frame.contentWindow!.postMessage({ port: port1, programs: texts }, '*', [port1])
  await cloud.lendSandbox(transfer(port2, [port2]))
}

const scripts = async (tell: Tell): Promise<Record<string, string>> => {
  const entries = Object.entries(programs).map(async ([name, file]) => [name, await script(file, tell)])
  return Object.fromEntries(await Promise.all(entries))
}

const script = async (file: string, tell: Tell): Promise<string> => {
  for (let told = false; ; told = true) {
    const response = await fetch(`${import.meta.env.BASE_URL}${file}`).catch(() => undefined)
    if (response?.ok && told) tell('come')
    if (response?.ok) return response.text()
    if (!told) tell('missing')
    await new Promise((resolve) => setTimeout(resolve, again))
  }
}
