import type { Instance, InstanceStateName } from '@aws-sdk/client-ec2'
import ButtonDropdown from '@cloudscape-design/components/button-dropdown'
import { useState } from 'react'
import { type Success, useOperation } from '../../../data/index.ts'
import { ConfirmModal } from '../../../elements/index.ts'
import { idWithName, nameOf } from '../tags/index.ts'

type Change = 'stop' | 'start' | 'reboot' | 'terminate'

/** From which states each change starts; a list is changed when all of it can be. */
const possible: Record<Change, readonly InstanceStateName[]> = {
  stop: ['pending', 'running'],
  start: ['stopped'],
  reboot: ['running'],
  terminate: ['pending', 'running', 'stopping', 'stopped'],
}

const can = (change: Change, instances: readonly Instance[]) =>
  instances.length > 0 && instances.every(({ State }) => State?.Name && possible[change].includes(State.Name))

const idsOf = (instances: readonly Instance[]) => instances.map(({ InstanceId }) => InstanceId!)
const list = (ids: readonly string[] | undefined) => ids?.join(', ') ?? ''

const useStateChanges = () => {
  const done =
    (verb: string) =>
    (_: unknown, { InstanceIds }: { InstanceIds?: string[] | undefined }): Success => ({
      text: `Successfully initiated ${verb} of ${list(InstanceIds)}`,
    })
  return {
    stop: useOperation('ec2', 'StopInstances', {
      failure: 'Failed to stop the instance',
      success: done('stopping'),
    }),
    start: useOperation('ec2', 'StartInstances', {
      failure: 'Failed to start the instance',
      success: done('starting'),
    }),
    reboot: useOperation('ec2', 'RebootInstances', {
      failure: 'Failed to reboot the instance',
      success: done('rebooting'),
    }),
    terminate: useOperation('ec2', 'TerminateInstances', {
      failure: 'Failed to terminate (delete) the instance',
      success: done('termination (deletion)'),
    }),
  }
}

const questions = {
  stop: {
    title: 'Stop instance',
    confirm: 'Stop',
    text: 'To confirm that you want to stop these instances, choose Stop.',
    warning:
      'The public IPv4 address is released: a start brings another one. Data on the volumes stays, and volumes are charged for while the instance is stopped.',
  },
  reboot: {
    title: 'Reboot instance',
    confirm: 'Reboot',
    text: 'To confirm that you want to reboot these instances, choose Reboot.',
    warning: undefined,
  },
  terminate: {
    title: 'Terminate (delete) instance',
    confirm: 'Terminate (delete)',
    text: 'To confirm that you want to terminate (delete) these instances, choose Terminate (delete). Terminating an instance cannot be undone.',
    warning:
      'On an EBS-backed instance, the default action is for the root EBS volume to be deleted when the instance is terminated. Volumes that were attached later stay.',
  },
}

/** The "Instance state" menu with its questions. */
export function InstanceStateMenu({ instances }: { instances: readonly Instance[] }) {
  const [asking, setAsking] = useState<'stop' | 'reboot' | 'terminate'>()
  const changes = useStateChanges()
  const run = async (change: Change) => {
    await changes[change].run({ InstanceIds: idsOf(instances) })
    setAsking(undefined)
  }
  const question = asking && questions[asking]
  return (
    <>
      <ButtonDropdown
        expandToViewport
        disabled={instances.length === 0}
        items={[
          { id: 'stop', text: 'Stop instance', disabled: !can('stop', instances) },
          { id: 'start', text: 'Start instance', disabled: !can('start', instances) },
          { id: 'reboot', text: 'Reboot instance', disabled: !can('reboot', instances) },
          { id: 'terminate', text: 'Terminate (delete) instance', disabled: !can('terminate', instances) },
        ]}
        onItemClick={({ detail }) => {
          if (detail.id === 'start') void run('start')
          else setAsking(detail.id as 'stop')
        }}
      >
        Instance state
      </ButtonDropdown>
      {asking && question && (
        <ConfirmModal
          title={question.title}
          confirm={question.confirm}
          warning={question.warning}
          pending={changes[asking].pending}
          onConfirm={() => void run(asking)}
          onCancel={() => setAsking(undefined)}
        >
          <p>{question.text}</p>
          <ul>
            {instances.map((instance) => (
              <li key={instance.InstanceId}>{idWithName(instance.InstanceId, nameOf(instance))}</li>
            ))}
          </ul>
        </ConfirmModal>
      )}
    </>
  )
}
