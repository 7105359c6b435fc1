import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import { useState } from 'react'
import { FormPage } from '../../../elements/index.ts'
import { Page } from '../../../frame/index.ts'
import { paths, useGo, useHref } from '../../../place/index.ts'
import { TagsEditor } from '../tags/index.ts'
import { trails } from '../trail.ts'
import { KeyPairFields } from './key-pair-fields.tsx'
import { emptyKeyPair, nameProblem } from './new-key-pair.ts'
import { useCreateKeyPair } from './use-create-key-pair.ts'

export function CreateKeyPairPage() {
  const go = useGo()
  const href = useHref()
  const [value, setValue] = useState(emptyKeyPair)
  const [tried, setTried] = useState(false)
  const create = useCreateKeyPair()
  const problem = nameProblem(value.name)
  const submit = async () => {
    setTried(true)
    if (!problem && (await create.run(value))) go(paths.keyPairs)
  }
  return (
    <Page
      title="Create key pair"
      service="EC2"
      crumbs={trails.keyPairs('Create key pair')}
      contentType="form"
    >
      <FormPage
        title="Create key pair"
        description="A key pair, consisting of a private key and a public key, is a set of security credentials that you use to prove your identity when connecting to an instance."
        submit="Create key pair"
        pending={create.pending}
        onSubmit={() => void submit()}
        cancelHref={href(paths.keyPairs)}
      >
        <Container header={<Header variant="h2">Key pair</Header>}>
          <KeyPairFields value={value} onChange={setValue} problem={tried ? problem : undefined} />
        </Container>
        <Container header={<Header variant="h2">Tags - optional</Header>}>
          <TagsEditor tags={value.tags} onChange={(tags) => setValue({ ...value, tags })} />
        </Container>
      </FormPage>
    </Page>
  )
}
