import { invalidParameter } from '../errors.ts'
import { operation } from '../operation.ts'

// What scripts ask before they rely on it. Nobody changes these here: they are what every new account has.

export const getSerialConsoleAccessStatus = operation('GetSerialConsoleAccessStatus', {
  decide: () => ({ SerialConsoleAccessEnabled: false, ManagedBy: 'account' as const }),
})

/** Snapshots may be shared with everybody. */
export const getSnapshotBlockPublicAccessState = operation('GetSnapshotBlockPublicAccessState', {
  decide: () => ({ State: 'unblocked' as const, ManagedBy: 'account' as const }),
})

/** So may images. */
export const getImageBlockPublicAccessState = operation('GetImageBlockPublicAccessState', {
  decide: () => ({ ImageBlockPublicAccessState: 'unblocked', ManagedBy: 'account' as const }),
})

/** No account-wide choices: the image and the launch decide. */
export const getInstanceMetadataDefaults = operation('GetInstanceMetadataDefaults', {
  decide: () => ({ AccountLevel: { ManagedBy: 'account' as const } }),
})

const burstable = ['t2', 't3', 't3a', 't4g'] as const

export const getDefaultCreditSpecification = operation('GetDefaultCreditSpecification', {
  decide({ InstanceFamily: asked }) {
    const InstanceFamily = burstable.find((family) => family === asked)
    if (!InstanceFamily)
      throw invalidParameter(
        `Value (${asked ?? ''}) for parameter instanceFamily is invalid. Unknown instance family.`,
      )
    const CpuCredits = InstanceFamily === 't2' ? 'standard' : 'unlimited'
    return { InstanceFamilyCreditSpecification: { InstanceFamily, CpuCredits } }
  },
})
