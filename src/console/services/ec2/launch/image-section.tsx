import Badge from '@cloudscape-design/components/badge'
import Box from '@cloudscape-design/components/box'
import Container from '@cloudscape-design/components/container'
import FormField from '@cloudscape-design/components/form-field'
import Header from '@cloudscape-design/components/header'
import Select from '@cloudscape-design/components/select'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Tabs from '@cloudscape-design/components/tabs'
import Tiles from '@cloudscape-design/components/tiles'
import { Copyable, Fields, Loading, Problem } from '../../../elements/index.ts'
import type { SectionProps } from './section-props.ts'
import { imageTitle, imageUser } from './use-launch-choices.ts'

export function ImageSection({ choices }: SectionProps) {
  return (
    <Container
      header={
        <Header
          variant="h2"
          description="An AMI is a template that contains the software configuration (operating system, application server, and applications) required to launch your instance. Sandcloud has one: Amazon Linux."
        >
          Application and OS Images (Amazon Machine Image)
        </Header>
      }
    >
      <Tabs
        ariaLabel="Kinds of images"
        tabs={[{ id: 'quick-start', label: 'Quick Start', content: <QuickStart choices={choices} /> }]}
      />
    </Container>
  )
}

function QuickStart({ choices: { image, imagesQuery } }: Pick<SectionProps, 'choices'>) {
  if (!image) return imagesQuery.error ? <Problem query={imagesQuery} /> : <Loading text="Loading images" />
  const option = {
    value: image.ImageId!,
    label: imageTitle(image),
    description: `${image.ImageId} (64-bit (x86)) · Virtualization: ${image.VirtualizationType} · ENA enabled: ${image.EnaSupport} · Root device type: ${image.RootDeviceType}`,
    ...(image.FreeTierEligible && { labelTag: 'Free tier eligible' }),
  }
  return (
    <SpaceBetween size="l">
      <Tiles
        ariaLabel="Operating system"
        value="amazon-linux"
        items={[{ value: 'amazon-linux', label: 'Amazon Linux', description: 'aws' }]}
      />
      <FormField label="Amazon Machine Image (AMI)" stretch>
        <Select selectedOption={option} options={[option]} triggerVariant="option" />
      </FormField>
      <div>
        <Box variant="awsui-key-label">Description</Box>
        <Box>{image.Description}</Box>
      </div>
      <Fields
        columns={3}
        items={[
          ['Architecture', '64-bit (x86)'],
          ['Boot mode', image.BootMode],
          ['AMI ID', <Copyable key="id" text={image.ImageId} label="AMI ID" />],
          ['Publish Date', image.CreationDate?.slice(0, 10)],
          ['Username', imageUser],
          ['Owner', <Badge key="owner">Verified provider</Badge>],
        ]}
      />
    </SpaceBetween>
  )
}
