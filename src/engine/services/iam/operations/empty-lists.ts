import { nameOrOwn } from '../caller.ts'
import { findUser } from '../find.ts'
import { operation } from '../operation.ts'
import type { DecideContext } from '../../../kernel/index.ts'

// Scripts that take stock of an account, or clear a user away, ask for these. None can be made here, so the lists
// are empty.

const mustExist = (context: DecideContext, { UserName }: { UserName?: string | undefined }) => {
  if (UserName !== undefined) findUser(context.tx, nameOrOwn(context, UserName))
}

export const listSigningCertificates = operation('ListSigningCertificates', {
  decide(request, context) {
    mustExist(context, request)
    return { Certificates: [], IsTruncated: false }
  },
})

export const listSSHPublicKeys = operation('ListSSHPublicKeys', {
  decide(request, context) {
    mustExist(context, request)
    return { SSHPublicKeys: [], IsTruncated: false }
  },
})

export const listServiceSpecificCredentials = operation('ListServiceSpecificCredentials', {
  decide(request, context) {
    mustExist(context, request)
    return { ServiceSpecificCredentials: [] }
  },
})

export const listVirtualMFADevices = operation('ListVirtualMFADevices', {
  decide: () => ({ VirtualMFADevices: [], IsTruncated: false }),
})

export const listServerCertificates = operation('ListServerCertificates', {
  decide: () => ({ ServerCertificateMetadataList: [], IsTruncated: false }),
})

export const listSAMLProviders = operation('ListSAMLProviders', {
  decide: () => ({ SAMLProviderList: [] }),
})

export const listOpenIDConnectProviders = operation('ListOpenIDConnectProviders', {
  decide: () => ({ OpenIDConnectProviderList: [] }),
})
