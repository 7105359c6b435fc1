// Before everything that looks for SharedArrayBuffer.
import './blocking.ts'
import { onPort, removeBrowserGlobals } from './host.ts'
import { connectKernel, onKernelMessage, tellKernel } from './kernel-link.ts'
import { receiveKernelMessage } from './kernel-messages.ts'
import { rememberProxies } from './bindings/types.ts'
import { installClock } from './clock.ts'
import { facts } from './facts.ts'
import { prepare } from './start.ts'

/*
 * The worker script of a Node process. Node's own start-up runs at once, as far as it needs no process;
 * the first message brings a port, and on it the kernel tells what to run.
 */
onPort((port) => {
  connectKernel(port)
  onKernelMessage(receiveKernelMessage)
  tellKernel({ type: 'ready', version: facts.version })
})
removeBrowserGlobals()
rememberProxies()
installClock()
prepare()
