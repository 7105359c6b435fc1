import './connect-page.css'
import type { Image, Instance } from '@aws-sdk/client-ec2'
import Alert from '@cloudscape-design/components/alert'
import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Tabs from '@cloudscape-design/components/tabs'
import { useParams } from 'react-router-dom'
import { useQuery } from '../../../data/index.ts'
import { useDock } from '../../../dock/index.ts'
import { Copyable, Fields, Loading, Problem } from '../../../elements/index.ts'
import { Page } from '../../../frame/index.ts'
import { paths, useHref } from '../../../place/index.ts'
import { familyOf } from '../image-family.ts'
import { useInstances } from '../queries.ts'
import { idWithName, nameOf } from '../tags/index.ts'
import { trails } from '../trail.ts'

export function ConnectPage() {
  const { id = '' } = useParams()
  const query = useInstances(id)
  const href = useHref()
  const instance = query.items[0]
  return (
    <Page
      title="Connect to instance"
      service="EC2"
      crumbs={trails.instances(id, 'Connect to instance')}
      contentType="form"
    >
      {!instance && (query.error ? <Problem query={query} /> : <Loading text="Loading the instance" />)}
      {instance && (
        <SpaceBetween size="l">
          <Header
            variant="h1"
            description="Connect to an instance using the SSH client of your laptop."
            actions={<Button href={href(paths.instance(id))}>Cancel</Button>}
          >
            Connect to instance
          </Header>
          <Tabs
            variant="container"
            ariaLabel="Ways to connect"
            tabs={[{ id: 'ssh', label: 'SSH client', content: <SshClient instance={instance} /> }]}
          />
          <Container header={<Header variant="h3">On AWS there are more ways</Header>}>
            AWS’s own page has three more tabs: EC2 Instance Connect, Session Manager and EC2 serial console.
            Sandcloud does not have them; SSH works as it does there.
          </Container>
        </SpaceBetween>
      )}
    </Page>
  )
}

/** The user that the instance's image is made with, or the one that its own image was made from. */
const useImageUser = ({ ImageId }: Instance): string => {
  const image = useImage(ImageId)
  const source = useImage(image && !familyOf(image) ? image.SourceImageId : undefined)
  return (image && familyOf(image)?.user) ?? (source && familyOf(source)?.user) ?? 'ec2-user'
}

const useImage = (id: string | undefined): Image | undefined => {
  const { data } = useQuery('ec2', 'DescribeImages', id ? { ImageIds: [id] } : undefined, [])
  return data?.Images?.[0]
}

function SshClient({ instance }: { instance: Instance }) {
  const showTerminal = useDock((state) => state.showTerminal)
  const user = useImageUser(instance)
  const { InstanceId, KeyName, PublicDnsName, PublicIpAddress, State } = instance
  const host = PublicDnsName || PublicIpAddress
  const file = `${KeyName}.pem`
  return (
    <SpaceBetween size="m">
      <Fields
        columns={2}
        items={[
          [
            'Instance ID',
            <Copyable key="id" text={InstanceId} label="Instance ID">
              {idWithName(InstanceId, nameOf(instance))}
            </Copyable>,
          ],
          ['VPC ID', instance.VpcId],
        ]}
      />
      {State?.Name !== 'running' && (
        <Alert type="warning">This instance is {State?.Name}. It can be reached when it is running.</Alert>
      )}
      {!KeyName && (
        <Alert type="warning" header="The instance is not associated with a key pair">
          No private key can log in to this instance. Launch one with a key pair to connect to it.
        </Alert>
      )}
      {KeyName && host && (
        <>
          <ol className="connect-steps">
            <li>Open an SSH client.</li>
            <li>
              Locate your private key file. The key used to launch this instance is <b>{file}</b>. On your
              laptop here it is in <code>~/Downloads</code>.
            </li>
            <li>
              Run this command, if necessary, to ensure your key is not publicly viewable.
              <Command text={`chmod 400 "${file}"`} />
            </li>
            <li>
              Connect to your instance using its Public DNS:
              <Command text={host} />
            </li>
          </ol>
          <div>
            Example:
            <Command text={`ssh -i "${file}" ${user}@${host}`} />
          </div>
          <Alert>
            <b>Note:</b> In most cases, the guessed username is correct. However, read your AMI usage
            instructions to check if the AMI owner has changed the default AMI username.
          </Alert>
        </>
      )}
      <Box>
        <Button variant="primary" iconName="command-prompt" onClick={showTerminal}>
          Open terminal
        </Button>
      </Box>
    </SpaceBetween>
  )
}

function Command({ text }: { text: string }) {
  return (
    <div className="connect-command">
      <Copyable text={text} label="Command">
        <code>{text}</code>
      </Copyable>
    </div>
  )
}
