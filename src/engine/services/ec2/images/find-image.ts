import { type StockImage, stockImagesIn } from '../../../catalog/index.ts'
import { AwsError, fail, type Transaction } from '../../../kernel/index.ts'
import { invalidParameter, malformedId, missingParameter } from '../errors.ts'
import { checkId } from '../ids.ts'
import { ownBootImage, stockBootImage, type BootImage } from './boot-image.ts'
import type { ImageRecord } from './records.ts'

const malformedImageId = malformedId('InvalidAMIID.Malformed', 'ami')

export const imageNotFound = (id: string) =>
  new AwsError('InvalidAMIID.NotFound', `The image id '[${id}]' does not exist`)

const imageUnavailable = (id: string) =>
  new AwsError('InvalidAMIID.Unavailable', `The image ID '${id}' is no longer available`)

const imageNotReady = (id: string) =>
  new AwsError('InvalidAMIID.Unavailable', `The image ID '${id}' is not available yet`)

const notYours = () => new AwsError('AuthFailure', 'Not authorized for images: it belongs to amazon')

const ssmPrefix = 'resolve:ssm:'

/** An image to launch, by id or by the SSM parameter that names it: `resolve:ssm:/aws/service/…`. */
export const findImage = (tx: Transaction, imageId: string | undefined): BootImage => {
  if (!imageId) throw missingParameter('ImageId')
  const images = stockImagesIn(tx.scope.region)
  if (imageId.startsWith(ssmPrefix)) {
    const parameter = imageId.slice(ssmPrefix.length).replace(/:\d+$/, '')
    const named = images.find((image) => image.parameters.includes(parameter))
    return stockBootImage(
      named ?? fail(invalidParameter(`The SSM parameter '${parameter}' does not exist or names no image.`)),
    )
  }
  const found = findAnyImage(tx, imageId)
  if ('stock' in found) return stockBootImage(found.stock)
  if (found.own.State !== 'available') throw imageNotReady(imageId)
  return ownBootImage(found.own)
}

export const findAnyImage = (tx: Transaction, id: string): { stock: StockImage } | { own: ImageRecord } => {
  checkId('ami', id, malformedImageId)
  const stock = stockImagesIn(tx.scope.region).find((image) => image.imageId === id)
  if (stock) return { stock }
  const own = tx.get('ec2.image', id)
  if (own) return { own }
  throw tx.get('ec2.deregistered-image', id) ? imageUnavailable(id) : imageNotFound(id)
}

/** An image that may be changed. */
export const findOwnImage = (tx: Transaction, id: string): ImageRecord => {
  const found = findAnyImage(tx, id)
  return 'own' in found ? found.own : fail(notYours())
}
