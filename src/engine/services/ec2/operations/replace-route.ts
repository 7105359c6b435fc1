import { invalidParameter } from '../errors.ts'
import { operation } from '../operation.ts'
import { placeOf, putRoutes, routeThere, targetOf } from '../vpc/routes.ts'

export const replaceRoute = operation('ReplaceRoute', {
  decide(request, { tx }) {
    const { table, destination } = placeOf(tx, request)
    const before = routeThere(table, destination)
    if (!before)
      throw invalidParameter(
        `There is no route defined for '${destination}' in the route table. Use CreateRoute instead.`,
      )
    if (before.target === 'local')
      throw invalidParameter(`cannot replace local route ${destination} in route table ${table.RouteTableId}`)
    const target = targetOf(tx, table, request)
    putRoutes(
      tx,
      table,
      table.routes.map((route) => (route === before ? { ...route, target } : route)),
    )
    return {}
  },
})
