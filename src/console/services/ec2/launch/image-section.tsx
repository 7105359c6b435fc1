import type { Image } from '@aws-sdk/client-ec2'
import Badge from '@cloudscape-design/components/badge'
import Box from '@cloudscape-design/components/box'
import ColumnLayout from '@cloudscape-design/components/column-layout'
import Container from '@cloudscape-design/components/container'
import FormField from '@cloudscape-design/components/form-field'
import Header from '@cloudscape-design/components/header'
import Select from '@cloudscape-design/components/select'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Tabs from '@cloudscape-design/components/tabs'
import Tiles from '@cloudscape-design/components/tiles'
import { Copyable, Fields, Loading, Problem } from '../../../elements/index.ts'
import {
  architectureLabel,
  type FamilyId,
  familyOf,
  imageFamilies,
  imageTitle,
  quickStart,
} from '../image-family.ts'
import type { SectionProps } from './section-props.ts'

export function ImageSection(props: SectionProps) {
  return (
    <Container
      header={
        <Header
          variant="h2"
          description="An AMI contains the operating system, application server, and applications for your instance. If you don't see a suitable AMI below, Sandcloud does not have it."
        >
          Application and OS Images (Amazon Machine Image)
        </Header>
      }
    >
      <Tabs
        ariaLabel="Kinds of images"
        tabs={[{ id: 'quick-start', label: 'Quick Start', content: <QuickStart {...props} /> }]}
      />
    </Container>
  )
}

function QuickStart({ form, change, choices }: SectionProps) {
  const { all, images, image, imagesQuery } = choices
  if (!image) return imagesQuery.error ? <Problem query={imagesQuery} /> : <Loading text="Loading images" />
  const choose = (next: Image, family = form.family) =>
    change({ family, imageId: next.ImageId!, ...typeFor(next, form.type) })
  const sameTitle = images.filter((each) => imageTitle(each) === imageTitle(image))
  const options = images.filter(({ Architecture }) => Architecture === image.Architecture).map(optionOf)
  const architectures = sameTitle.map((each) => ({ value: each.ImageId!, label: architectureLabel(each) }))
  return (
    <SpaceBetween size="l">
      <Tiles
        ariaLabel="Operating system"
        columns={3}
        value={form.family}
        items={imageFamilies.map(({ id, label, provider }) => ({ value: id, label, description: provider }))}
        onChange={({ detail }) => {
          const family = detail.value as FamilyId
          const [first] = quickStart(all, family)
          if (first) choose(first, family)
        }}
      />
      <FormField label="Amazon Machine Image (AMI)" stretch>
        <Select
          selectedOption={optionOf(image)}
          options={options}
          triggerVariant="option"
          onChange={({ detail }) =>
            choose(images.find((each) => each.ImageId === detail.selectedOption.value)!)
          }
        />
      </FormField>
      <div>
        <Box variant="awsui-key-label">Description</Box>
        <Box>{image.Description}</Box>
      </div>
      <ColumnLayout columns={3}>
        <FormField label="Architecture">
          <Select
            selectedOption={architectures.find(({ value }) => value === image.ImageId) ?? null}
            options={architectures}
            onChange={({ detail }) =>
              choose(sameTitle.find((each) => each.ImageId === detail.selectedOption.value)!)
            }
          />
        </FormField>
      </ColumnLayout>
      <Fields
        columns={3}
        items={[
          ['Boot mode', image.BootMode],
          ['AMI ID', <Copyable key="id" text={image.ImageId} label="AMI ID" />],
          ['Publish Date', image.CreationDate?.slice(0, 10)],
          ['Username', familyOf(image)?.user],
          ['Root device', image.RootDeviceName],
          ['Owner', <Badge key="owner">Verified provider</Badge>],
        ]}
      />
    </SpaceBetween>
  )
}

const optionOf = (image: Image) => ({
  value: image.ImageId!,
  label: imageTitle(image),
  description: `${image.ImageId} (${architectureLabel(image)}) · Virtualization: ${image.VirtualizationType} · ENA enabled: ${image.EnaSupport} · Root device type: ${image.RootDeviceType}`,
  ...(image.FreeTierEligible && { labelTag: 'Free tier eligible' }),
})

/** The smallest free type of the image's architecture, unless the chosen one is of it. */
const typeFor = ({ Architecture }: Image, type: string): { type?: string } => {
  const isArm = /^\w+g[a-z]*\./.test(type)
  if ((Architecture === 'arm64') === isArm) return {}
  return { type: Architecture === 'arm64' ? 't4g.micro' : 't3.micro' }
}
