import { createRequire } from 'node:module'
import { changedForm } from './changed-form.mjs'

const require = createRequire(import.meta.url)

// The SDK warns once per process that it will leave Node 20 some day; a build's output is no place for it.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true'

const protocols = {
  'aws.protocols#ec2Query': 'ec2Query',
  'aws.protocols#awsQuery': 'awsQuery',
  'aws.protocols#awsJson1_0': 'awsJson1_0',
  'aws.protocols#awsJson1_1': 'awsJson1_1',
  'aws.protocols#restJson1': 'restJson1',
  'aws.protocols#restXml': 'restXml',
}

/** What a service's client knows of itself: its protocol, version, names on the wire and host. */
export function serviceFacts(service, { package: packageName, signingName = service }) {
  const { config } = new (clientClass(packageName))({ region: 'eu-west-1' })
  const shapeId = config.protocol?.getShapeId?.()
  const protocol = protocols[shapeId] ?? changedForm(packageName, `unknown protocol ${shapeId}`)
  const { options, serviceTarget, awsQueryCompatible } = config.protocol
  const { url } = config.endpointProvider({ Region: 'eu-west-1', UseFIPS: false, UseDualStack: false })
  return {
    service,
    serviceId: config.serviceId ?? changedForm(packageName, 'no service id'),
    protocol,
    apiVersion: config.apiVersion ?? changedForm(packageName, 'no API version'),
    namespace: options?.defaultNamespace ?? changedForm(packageName, 'no namespace'),
    signingName,
    endpointPrefix: endpointPrefix(packageName, url.hostname),
    ...(options.xmlNamespace && { xmlNamespace: options.xmlNamespace }),
    ...(protocol.startsWith('awsJson') && {
      target: serviceTarget ?? changedForm(packageName, 'no target prefix'),
    }),
    ...(awsQueryCompatible && { queryCompatible: true }),
  }
}

/** `ec2` of ec2.eu-west-1.amazonaws.com, and `iam` of iam.amazonaws.com. */
function endpointPrefix(packageName, host) {
  return /^(.+?)(?:\.eu-west-1)?\.amazonaws\.com$/.exec(host)?.[1] ?? changedForm(packageName, `host ${host}`)
}

function clientClass(packageName) {
  const exports = require(packageName)
  const names = Object.keys(exports).filter((name) => /^[A-Z]\w+Client$/.test(name))
  return names.length === 1 ? exports[names[0]] : changedForm(packageName, `client classes: ${names}`)
}
