import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Modal from '@cloudscape-design/components/modal'
import { cliTwin } from '../../../data/index.ts'
import { CliCommands } from '../../../flashes/index.ts'
import { useRegion } from '../../../place/index.ts'
import type { LaunchRequests } from './requests.ts'

/** AWS's page writes this where the id of a group stands that does not exist yet. */
const groupToCome = 'sg-preview-1'

/** The commands that do the same in a terminal. */
export function PreviewModal({ requests, onClose }: { requests: LaunchRequests; onClose: () => void }) {
  const region = useRegion()
  const twin = (operation: string, input: object) => cliTwin({ service: 'ec2', operation, input, region })
  const { group, run } = requests
  const rules = group?.rules(groupToCome)
  return (
    <Modal
      visible
      size="large"
      header="Preview code"
      closeAriaLabel="Close"
      onDismiss={onClose}
      footer={
        <Box float="right">
          <Button variant="primary" onClick={onClose}>
            Close
          </Button>
        </Box>
      }
    >
      <Box margin={{ bottom: 's' }}>
        The same launch with the AWS CLI.
        {group && (
          <>
            {' '}
            Put the id that the first command answers in the place of <code>{groupToCome}</code>.
          </>
        )}
      </Box>
      <CliCommands
        commands={[
          ...(group ? [twin('CreateSecurityGroup', group.create)] : []),
          ...(rules ? [twin('AuthorizeSecurityGroupIngress', rules)] : []),
          twin('RunInstances', run(groupToCome)),
        ]}
      />
    </Modal>
  )
}
