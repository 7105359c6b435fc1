import type { LaunchForm } from './launch-form.ts'

/** Where something is missing or wrong, and what AWS's page says about it. */
export type Problems = Partial<Record<'keyName' | 'groups' | 'sshCidr' | 'volumes' | 'count', string>>

const cidr = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/

export const isCidr = (text: string): boolean => {
  const [, ...numbers] = cidr.exec(text) ?? []
  const [length = '33', ...octets] = numbers.reverse()
  return octets.length === 4 && octets.every((octet) => Number(octet) < 256) && Number(length) <= 32
}

export const problemsOf = ({ keyName, groups, volumes, count }: LaunchForm): Problems => ({
  ...(keyName === undefined && {
    keyName: 'Select a key pair, or choose to proceed without a key pair.',
  }),
  ...(groups.kind === 'existing' &&
    groups.ids.length === 0 && { groups: 'Select at least one security group.' }),
  ...(groups.kind === 'new' &&
    groups.ssh &&
    groups.sshSource === 'custom' &&
    !isCidr(groups.sshCidr.trim()) && {
      sshCidr: 'Enter an IPv4 address range in CIDR notation, for example 198.51.100.0/24.',
    }),
  ...(volumes.some(({ size }) => !Number.isInteger(size) || size < 1) && {
    volumes: 'Enter the size of each volume in whole GiB.',
  }),
  ...((!Number.isInteger(count) || count < 1) && { count: 'Enter a whole number from 1.' }),
})
