import type { Tag } from '@aws-sdk/client-ec2'
import Container from '@cloudscape-design/components/container'
import FormField from '@cloudscape-design/components/form-field'
import Header from '@cloudscape-design/components/header'
import Input from '@cloudscape-design/components/input'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Textarea from '@cloudscape-design/components/textarea'
import { useState } from 'react'
import { useOperation } from '../../../data/index.ts'
import { FormPage } from '../../../elements/index.ts'
import { Page } from '../../../frame/index.ts'
import { paths, useGo, useHref } from '../../../place/index.ts'
import { filledIn, TagsEditor } from '../tags/index.ts'
import { trails } from '../trail.ts'
import { nameProblem } from './new-key-pair.ts'

export function ImportKeyPairPage() {
  const go = useGo()
  const href = useHref()
  const [name, setName] = useState('')
  const [publicKey, setPublicKey] = useState('')
  const [tags, setTags] = useState<readonly Tag[]>([])
  const [tried, setTried] = useState(false)
  const importKey = useOperation('ec2', 'ImportKeyPair', {
    failure: 'Failed to import key pair',
    success: ({ KeyName }) => ({ text: `Successfully imported key pair ${KeyName}` }),
  })
  const problems = {
    name: nameProblem(name),
    publicKey: publicKey.trim() ? undefined : 'Enter the public key.',
  }
  const submit = async () => {
    setTried(true)
    if (problems.name || problems.publicKey) return
    const Tags = filledIn(tags)
    const imported = await importKey.run({
      KeyName: name,
      PublicKeyMaterial: new TextEncoder().encode(publicKey.trim()),
      ...(Tags.length > 0 && { TagSpecifications: [{ ResourceType: 'key-pair', Tags }] }),
    })
    if (imported) go(paths.keyPairs)
  }
  return (
    <Page
      title="Import key pair"
      service="EC2"
      crumbs={trails.keyPairs('Import key pair')}
      contentType="form"
    >
      <FormPage
        title="Import key pair"
        description="Import the public key of a pair that you have made yourself: with ssh-keygen on your laptop, for example."
        submit="Import key pair"
        pending={importKey.pending}
        onSubmit={() => void submit()}
        cancelHref={href(paths.keyPairs)}
      >
        <Container header={<Header variant="h2">Key pair</Header>}>
          <SpaceBetween size="l">
            <FormField
              label="Name"
              constraintText="The name can include up to 255 ASCII characters. It can’t include leading or trailing spaces."
              errorText={tried && problems.name}
            >
              <Input
                value={name}
                placeholder="Enter key pair name"
                autoComplete={false}
                spellcheck={false}
                onChange={({ detail }) => setName(detail.value)}
              />
            </FormField>
            <FormField
              label="Public key contents"
              description="RSA and ED25519 keys in the OpenSSH format are taken."
              errorText={tried && problems.publicKey}
            >
              <Textarea
                value={publicKey}
                placeholder="ssh-ed25519 AAAA…"
                rows={5}
                spellcheck={false}
                onChange={({ detail }) => setPublicKey(detail.value)}
              />
            </FormField>
          </SpaceBetween>
        </Container>
        <Container header={<Header variant="h2">Tags - optional</Header>}>
          <TagsEditor tags={tags} onChange={setTags} />
        </Container>
      </FormPage>
    </Page>
  )
}
