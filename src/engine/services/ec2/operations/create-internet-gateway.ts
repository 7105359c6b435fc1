import { operation } from '../operation.ts'
import { tagsFor } from '../tags.ts'
import { describeInternetGateway } from '../vpc/internet-gateways.ts'

export const createInternetGateway = operation('CreateInternetGateway', {
  decide({ TagSpecifications }, { tx, newId, account }) {
    const Tags = tagsFor('internet-gateway', TagSpecifications)
    const gateway = { InternetGatewayId: newId('igw'), Tags }
    tx.put('ec2.internet-gateway', gateway.InternetGatewayId, gateway)
    return { InternetGateway: describeInternetGateway(gateway, account) }
  },
})
