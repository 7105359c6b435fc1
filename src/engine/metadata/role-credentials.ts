import { issueKeys, roleSession } from '../identity/index.ts'
import type { Kernel, RandomBytes, RecordKinds, Transaction } from '../kernel/index.ts'
import { evaluate, policyOf } from '../policy/index.ts'
import type { Instance, Tree } from './categories.ts'

interface RoleCredentialsOptions {
  kernel: Kernel
  random: RandomBytes
}

const hours = 3600_000
const lifetime = 6 * hours
/** New keys are there well before the old ones run out. */
const renewal = 1 * hours

type Role = RecordKinds['iam.role']

/** The temporary keys of instances' roles, under /latest/meta-data/iam. */
export class RoleCredentials {
  /** The key that an instance was last given, by the instance and the role. */
  readonly #issued = new Map<string, string>()

  constructor(private readonly options: RoleCredentialsOptions) {}

  clear() {
    this.#issued.clear()
  }

  tree(tx: Transaction, { InstanceId, profile: associated }: Instance): Tree | undefined {
    if (!associated) return undefined
    const global = tx.in('global')
    const profile = global
      .list('iam.instance-profile')
      .find(({ InstanceProfileId }) => InstanceProfileId === associated.Id)
    const name = profile?.roles[0]
    const role = name === undefined ? undefined : global.get('iam.role', name)
    const LastUpdated = stamp(new Date(this.options.kernel.now()))
    if (!profile || !role)
      return {
        info: text({
          Code: 'InstanceProfileNotFound',
          Message: `Instance Profile with id ${associated.Id} cannot be found. Please see documentation at ${help}.`,
          LastUpdated,
        }),
      }
    const read = () => this.#credentials(global, InstanceId, role)
    return {
      info: text({
        Code: 'Success',
        LastUpdated,
        InstanceProfileArn: profile.Arn,
        InstanceProfileId: profile.InstanceProfileId,
      }),
      'security-credentials': {
        // Keys are made when they are asked for.
        get [role.RoleName]() {
          return read()
        },
      },
    }
  }

  #credentials(tx: Transaction, instanceId: string, role: Role): string {
    const now = this.options.kernel.now()
    if (!trustsEc2(tx, role))
      return text({
        Code: 'AssumeRoleUnauthorizedAccess',
        Message: `EC2 cannot assume the role ${role.RoleName}. Please see documentation at ${help}.`,
        LastUpdated: stamp(new Date(now)),
      })
    const holder = `${instanceId} ${role.RoleId}`
    const known = tx.get('iam.access-key', this.#issued.get(holder) ?? '')
    const key =
      known?.expires && known.expires.getTime() - now > renewal
        ? known
        : this.#issue(tx, holder, instanceId, role)
    return text({
      Code: 'Success',
      LastUpdated: stamp(key.createDate ?? new Date(now)),
      Type: 'AWS-HMAC',
      AccessKeyId: key.accessKeyId,
      SecretAccessKey: key.secretAccessKey,
      Token: key.sessionToken,
      Expiration: stamp(key.expires!),
    })
  }

  /** The metadata service answers at once: the keys count from now on, and are stored soon. */
  #issue({ scope }: Transaction, holder: string, instanceId: string, role: Role) {
    const { kernel, random } = this.options
    const principal = roleSession(scope.account, role, instanceId)
    let id = ''
    // A commit that fails has been told of; its keys are gone with it, and the next reader gets others.
    kernel
      .commit(scope, (tx) => {
        const now = new Date(kernel.now())
        id = issueKeys(tx, { principal, seconds: lifetime / 1000, now, random }).AccessKeyId
      })
      .catch(() => {})
    this.#issued.set(holder, id)
    return kernel.read(scope).get('iam.access-key', id)!
  }
}

const help =
  'https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_iam-ec2.html#troubleshoot_iam-ec2_errors-info-doc'

const trustsEc2 = ({ scope }: Transaction, role: Role): boolean =>
  evaluate(
    { action: 'sts:AssumeRole', resource: role.Arn, context: {} },
    {
      caller: { accountId: scope.account, arn: '', service: 'ec2.amazonaws.com' },
      identity: [],
      resource: { name: 'trust policy', policy: policyOf(role.trust) },
      resourceMustAllow: true,
    },
  ).allowed

const text = (value: object) => JSON.stringify(value, null, 2)

const stamp = (date: Date) => `${date.toISOString().slice(0, 19)}Z`
