import { AwsError } from '../../../kernel/index.ts'
import { operation } from '../operation.ts'
import { placeOf, putRoutes, routeThere, targetOf } from '../vpc/routes.ts'

const alreadyThere = (destination: string) =>
  new AwsError('RouteAlreadyExists', `The route identified by ${destination} already exists.`)

export const createRoute = operation('CreateRoute', {
  decide(request, { tx }) {
    const { table, destination } = placeOf(tx, request)
    const target = targetOf(tx, table, request)
    const there = routeThere(table, destination)
    if (there && there.target !== target) throw alreadyThere(destination)
    if (!there) putRoutes(tx, table, [...table.routes, { DestinationCidrBlock: destination, target }])
    return { Return: true }
  },
})
