import type { Instance, Volume } from '@aws-sdk/client-ec2'
import Alert from '@cloudscape-design/components/alert'
import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import FormField from '@cloudscape-design/components/form-field'
import Header from '@cloudscape-design/components/header'
import Select from '@cloudscape-design/components/select'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useState } from 'react'
import { useParams } from 'react-router-dom'
import { useOperation } from '../../../data/index.ts'
import { Fields, FormPage, Loading, Problem } from '../../../elements/index.ts'
import { Page } from '../../../frame/index.ts'
import { paths, useGo, useHref } from '../../../place/index.ts'
import { useInstances, useVolumes } from '../queries.ts'
import { idWithName, nameOf } from '../tags/index.ts'
import { trails } from '../trail.ts'
import { DeviceNameInput } from './device-name-input.tsx'
import { proposedName } from './device-names.ts'

export function AttachVolumePage() {
  const { id = '' } = useParams()
  const query = useVolumes(id)
  const volume = query.items[0]
  return (
    <Page title="Attach volume" service="EC2" crumbs={trails.volumes(id, 'Attach volume')} contentType="form">
      {!volume && (query.error ? <Problem query={query} /> : <Loading text="Loading the volume" />)}
      {volume && <AttachVolume volume={volume} />}
    </Page>
  )
}

function AttachVolume({ volume }: { volume: Volume }) {
  const go = useGo()
  const href = useHref()
  const id = volume.VolumeId!
  const instances = useInstances()
  const possible = instances.items.filter((instance) => takes(instance, volume))
  const [instanceId, setInstanceId] = useState<string>()
  const [typedName, setTypedName] = useState<string>()
  const [tried, setTried] = useState(false)
  const instance = possible.find(({ InstanceId }) => InstanceId === instanceId)
  const deviceName = typedName ?? (instance ? proposedName(instance) : '')
  const attach = useOperation('ec2', 'AttachVolume', {
    failure: 'Failed to attach volume',
    success: (_, { InstanceId, Device }) => ({
      text: `Successfully attached volume ${id} to instance ${InstanceId} as ${Device}.`,
    }),
  })
  const submit = async () => {
    setTried(true)
    if (!instance || !deviceName) return
    const request = { VolumeId: id, InstanceId: instance.InstanceId, Device: deviceName }
    if (await attach.run(request)) go(paths.volumes)
  }
  return (
    <FormPage
      title="Attach volume"
      description="Attach a volume to an instance to use it as you would a regular physical hard disk drive."
      submit="Attach volume"
      pending={attach.pending}
      onSubmit={() => void submit()}
      cancelHref={href(paths.volume(id))}
    >
      <Container header={<Header variant="h2">Basic details</Header>}>
        <SpaceBetween size="l">
          <Fields
            columns={2}
            items={[
              ['Volume ID', idWithName(id, nameOf(volume))],
              ['Availability Zone', volume.AvailabilityZone],
            ]}
          />
          <FormField
            label="Instance"
            constraintText="Only instances in the same Availability Zone as the selected volume are displayed."
            errorText={tried && !instance && 'Select an instance.'}
            secondaryControl={
              <Button
                iconName="refresh"
                ariaLabel="Refresh instances"
                formAction="none"
                loading={instances.refreshing}
                onClick={instances.refresh}
              />
            }
          >
            <Select
              options={possible.map(optionOf)}
              selectedOption={instance ? optionOf(instance) : null}
              placeholder="Select an instance"
              empty={`No running or stopped instance in ${volume.AvailabilityZone}`}
              filteringType="auto"
              onChange={({ detail }) => {
                setInstanceId(detail.selectedOption.value)
                setTypedName(undefined)
              }}
            />
          </FormField>
          <FormField
            label="Device name"
            constraintText="Recommended device names for Linux: /dev/xvda for root volume. /dev/sd[f-p] for data volumes."
            errorText={tried && instance && !deviceName && 'Enter a device name.'}
          >
            <DeviceNameInput instance={instance} value={deviceName} onChange={setTypedName} />
          </FormField>
          <Alert type="info">
            Linux names disks itself: on Nitro instance types (t3, m5, …) the volume appears as /dev/nvme1n1,
            on older ones (t2) as /dev/xvdf. The name that you enter here stays as a link to it. lsblk shows
            them all.
          </Alert>
        </SpaceBetween>
      </Container>
    </FormPage>
  )
}

const takes = ({ Placement, State }: Instance, volume: Volume): boolean =>
  Placement?.AvailabilityZone === volume.AvailabilityZone &&
  (State?.Name === 'running' || State?.Name === 'stopped')

const optionOf = (instance: Instance) => ({
  value: instance.InstanceId!,
  label: idWithName(instance.InstanceId, nameOf(instance)),
  description: instance.State!.Name!,
})
