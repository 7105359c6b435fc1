/** One shape on one line, so that a new SDK's changes can be read in a diff. */
export function modelFile(facts, { operations, unserved, shapes }, enums) {
  const head = Object.entries(facts).map(
    ([name, value]) => `  ${JSON.stringify(name)}: ${JSON.stringify(value)}`,
  )
  const tables = [block('operations', operations), block('shapes', shapes), block('enums', enums)]
  return `{\n${[...head, ...tables, `  "unserved": ${JSON.stringify(unserved)}`].join(',\n')}\n}\n`
}

function block(name, table) {
  const lines = Object.entries(table).map(
    ([key, value]) => `    ${JSON.stringify(key)}: ${JSON.stringify(value)}`,
  )
  return lines.length === 0 ? `  "${name}": {}` : `  "${name}": {\n${lines.join(',\n')}\n  }`
}

/** The door must know a service before it loads the service's model: names, hosts, protocols. */
export function servicesFile(services) {
  const lines = services.map((facts) => {
    const entries = Object.entries(facts).filter(([name]) => !['namespace', 'xmlNamespace'].includes(name))
    const fields = entries.map(([name, value]) => `${name}: ${literal(value)}`)
    return `  ${facts.service}: {\n${[...fields, `load: () => import('./${facts.service}.json')`].map((field) => `    ${field},\n`).join('')}  },`
  })
  return `// Made by scripts/build-models.mjs from ../served.json: do not edit.\nexport const services = {\n${lines.join('\n')}\n} as const\n`
}

function literal(value) {
  return typeof value === 'string' ? `'${value}'` : String(value)
}
