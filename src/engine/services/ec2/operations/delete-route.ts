import { AwsError } from '../../../kernel/index.ts'
import { invalidParameter } from '../errors.ts'
import { operation } from '../operation.ts'
import { placeOf, putRoutes, routeThere } from '../vpc/routes.ts'

export const deleteRoute = operation('DeleteRoute', {
  decide(request, { tx }) {
    const { table, destination } = placeOf(tx, request)
    const route = routeThere(table, destination)
    if (!route)
      throw new AwsError(
        'InvalidRoute.NotFound',
        `no route with destination-cidr-block ${destination} in route table ${table.RouteTableId}`,
      )
    if (route.target === 'local')
      throw invalidParameter(`cannot remove local route ${destination} in route table ${table.RouteTableId}`)
    putRoutes(
      tx,
      table,
      table.routes.filter((each) => each !== route),
    )
    return {}
  },
})
