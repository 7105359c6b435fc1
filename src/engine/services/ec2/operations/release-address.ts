import { AwsError } from '../../../kernel/index.ts'
import { missingParameter } from '../errors.ts'
import { operation } from '../operation.ts'
import { findAllocation, findPublicIp } from '../vpc/elastic-ips.ts'

const inUse = (address: string) => new AwsError('InvalidIPAddress.InUse', `Address ${address} is in use.`)

export const releaseAddress = operation('ReleaseAddress', {
  decide({ AllocationId, PublicIp }, { tx }) {
    if (!AllocationId && !PublicIp) throw missingParameter('AllocationId')
    const address = AllocationId ? findAllocation(tx, AllocationId) : findPublicIp(tx, PublicIp!)
    if (address.association) throw inUse(address.PublicIp)
    tx.delete('ec2.address', address.AllocationId)
    return {}
  },
})
