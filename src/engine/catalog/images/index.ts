import { amazonLinux } from './amazon-linux.ts'
import { debianImages } from './debian.ts'
import type { StockImage } from './stock-image.ts'
import { ubuntuImages } from './ubuntu.ts'

export type { StockImage } from './stock-image.ts'

const regionsKnown = new Map<string, readonly StockImage[]>()

/** The stock images of a region, worked out when they are first asked for. */
export function stockImagesIn(region: string): readonly StockImage[] {
  let images = regionsKnown.get(region)
  if (!images) {
    images = [
      amazonLinux(region, 'x86_64'),
      amazonLinux(region, 'arm64'),
      ...ubuntuImages(region),
      ...debianImages(region),
    ]
    regionsKnown.set(region, images)
  }
  return images
}
