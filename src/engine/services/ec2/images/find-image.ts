import { type StockImage, stockImagesIn } from '../../../catalog/index.ts'
import { AwsError, fail } from '../../../kernel/index.ts'
import { invalidParameter, malformedId, missingParameter } from '../errors.ts'
import { checkId } from '../ids.ts'

export const malformedImageId = malformedId('InvalidAMIID.Malformed', 'ami')

export const imageNotFound = (id: string) =>
  new AwsError('InvalidAMIID.NotFound', `The image id '[${id}]' does not exist`)

const ssmPrefix = 'resolve:ssm:'

/** An image by id, or by the SSM parameter that names it: `resolve:ssm:/aws/service/…`. */
export const findImage = (region: string, imageId: string | undefined): StockImage => {
  if (!imageId) throw missingParameter('ImageId')
  const images = stockImagesIn(region)
  if (imageId.startsWith(ssmPrefix)) {
    const parameter = imageId.slice(ssmPrefix.length).replace(/:\d+$/, '')
    return (
      images.find((image) => image.parameters.includes(parameter)) ??
      fail(invalidParameter(`The SSM parameter '${parameter}' does not exist or names no image.`))
    )
  }
  checkId('ami', imageId, malformedImageId)
  return images.find((image) => image.imageId === imageId) ?? fail(imageNotFound(imageId))
}
