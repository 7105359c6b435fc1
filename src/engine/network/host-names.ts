const dashed = (address: string) => address.replaceAll('.', '-')

/** us-east-1 is older than the rule for the others (aws-facts 0). */
export const privateDnsName = (region: string, address: string): string =>
  region === 'us-east-1'
    ? `ip-${dashed(address)}.ec2.internal`
    : `ip-${dashed(address)}.${region}.compute.internal`

export const publicDnsName = (region: string, address: string): string =>
  region === 'us-east-1'
    ? `ec2-${dashed(address)}.compute-1.amazonaws.com`
    : `ec2-${dashed(address)}.${region}.compute.amazonaws.com`

const name =
  /^(ip|ec2)-(\d{1,3}-\d{1,3}-\d{1,3}-\d{1,3})\.(?:(ec2\.internal|compute-1\.amazonaws\.com)|([a-z0-9-]+)\.compute\.(?:internal|amazonaws\.com))$/

/** The address that an EC2 name spells, and the region it says. */
export const parseHostName = (
  host: string,
): { kind: 'private' | 'public'; address: string; region: string } | undefined => {
  const match = name.exec(host)
  if (!match) return undefined
  const kind = match[1] === 'ip' ? 'private' : 'public'
  const address = match[2]!.replaceAll('-', '.')
  const region = match[4] ?? 'us-east-1'
  const spelt = kind === 'private' ? privateDnsName(region, address) : publicDnsName(region, address)
  return spelt === host ? { kind, address, region } : undefined
}
