import type { ParameterStringFilter } from '@aws-sdk/client-ssm'
import { invalidFilter, invalidOption, missingValues } from './errors.ts'
import { latest, parametersKey } from './parameters.ts'
import type { ParameterRecord } from './records.ts'

type Test = (value: string, asked: string) => boolean

const tests: Readonly<Record<string, Test>> = {
  Equals: (value, asked) => value === asked,
  BeginsWith: (value, asked) => value.startsWith(asked),
  Contains: (value, asked) => value.includes(asked),
}

const valuesOf: Readonly<Record<string, (parameter: ParameterRecord) => string[]>> = {
  // A name without a slash is found with one, and the other way round.
  Name: ({ name }) => [name, name.startsWith('/') ? name.slice(1) : `/${name}`],
  Type: (parameter) => [latest(parameter).type],
  KeyId: (parameter) => (latest(parameter).type === 'SecureString' ? [parametersKey] : []),
  Tier: (parameter) => [latest(parameter).tier],
  DataType: () => ['text'],
}

/** Whether a name lies right below a path, or anywhere below it. */
export const isBelow = (name: string, path: string, recursive: boolean): boolean => {
  const root = path.endsWith('/') ? path : `${path}/`
  const full = name.startsWith('/') ? name : `/${name}`
  return full.startsWith(root) && (recursive || !full.slice(root.length).includes('/'))
}

/** All filters must hold, each by one of its values. What is not served is refused. */
export const filtered = (
  parameters: readonly ParameterRecord[],
  filters: readonly ParameterStringFilter[] = [],
  keys: readonly string[] = ['DataType', 'KeyId', 'Name', 'Path', 'Tier', 'Type'],
): ParameterRecord[] => filters.reduce((left, filter) => left.filter(testOf(filter, keys)), [...parameters])

const testOf = ({ Key = '', Option, Values = [] }: ParameterStringFilter, keys: readonly string[]) => {
  if (Key.startsWith('tag:') && keys.includes('Name')) return taggedBy(Key.slice('tag:'.length), Values)
  if (!keys.includes(Key)) throw invalidFilter(Key)
  if (Values.length === 0) throw missingValues(Key)
  if (Key === 'Path') return below(Option ?? 'OneLevel', Values)
  const option = Option ?? 'Equals'
  if (!Object.hasOwn(tests, option) || (option === 'Contains' && Key !== 'Name')) throw invalidOption(option)
  return (parameter: ParameterRecord) =>
    valuesOf[Key]!(parameter).some((value) => Values.some((asked) => tests[option]!(value, asked)))
}

const taggedBy =
  (key: string, values: readonly string[]) =>
  ({ tags }: ParameterRecord) =>
    tags.some(({ Key, Value = '' }) => Key === key && (values.length === 0 || values.includes(Value)))

const below = (option: string, paths: readonly string[]) => {
  if (option !== 'OneLevel' && option !== 'Recursive') throw invalidOption(option)
  return ({ name }: ParameterRecord) => paths.some((path) => isBelow(name, path, option === 'Recursive'))
}
