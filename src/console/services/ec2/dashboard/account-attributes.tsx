import Box from '@cloudscape-design/components/box'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { Copyable } from '../../../elements/index.ts'
import { useDefaultVpc } from '../queries.ts'

export function AccountAttributes() {
  const vpc = useDefaultVpc()
  return (
    <Container header={<Header variant="h2">Account attributes</Header>}>
      <SpaceBetween size="xxs">
        <Box variant="awsui-key-label">Default VPC</Box>
        <Copyable text={vpc?.VpcId} label="Default VPC" />
      </SpaceBetween>
    </Container>
  )
}
