import type { Constraint } from './shapes.ts'

const text = (min: number, max: number, pattern?: string): Constraint => ({
  length: [min, max],
  ...(pattern && { pattern }),
})
const between = (min: number, max: number): Constraint => ({ range: [min, max] })
const atLeast = (min: number): Constraint => ({ range: [min, Infinity] })

const snapshotId = text(1, 64, '^snap-[0-9a-f]+$')
const token = text(0, 256, '^[A-Za-z0-9+/=_-]+$')
const checksum = text(0, 64, '^[A-Za-z0-9+/=]+$')
const anyText = text(0, 255, '^[\\S\\s]+$')
// EBS judges these itself, in other words: "Unsupported Checksum Algorithm 'SHA1', supported …".
const openEnum: Constraint = { openEnum: true }

const mayBeMissing: Constraint = { mayBeMissing: true }

const roleArn = text(20, 2048)
const sessionName = text(2, 64, '[\\w+=,.@-]*')
const policy = text(1, 2048)
const name64 = text(1, 64, '[\\w+=,.@-]+')
const name128 = text(1, 128, '[\\w+=,.@-]+')
const maxItems = between(1, 1000)
const document = text(1, 131_072)
const roleSeconds = between(900, 43_200)
const userSeconds = between(900, 129_600)

/**
 * Lengths, ranges and patterns, which the SDK's schemas leave out: from each service's API reference, as
 * `<structure>.<member>`. Patterns must run in linear time, since they meet strangers' input.
 */
export const constraints: Readonly<Record<string, Readonly<Record<string, Constraint>>>> = {
  ec2: {
    'DescribeVolumeAttributeRequest.Attribute': mayBeMissing,
  },
  ebs: {
    'CompleteSnapshotRequest.SnapshotId': snapshotId,
    'CompleteSnapshotRequest.ChangedBlocksCount': atLeast(0),
    'CompleteSnapshotRequest.Checksum': checksum,
    'CompleteSnapshotRequest.ChecksumAlgorithm': openEnum,
    'CompleteSnapshotRequest.ChecksumAggregationMethod': openEnum,
    'GetSnapshotBlockRequest.SnapshotId': snapshotId,
    'GetSnapshotBlockRequest.BlockIndex': atLeast(0),
    'GetSnapshotBlockRequest.BlockToken': token,
    'ListChangedBlocksRequest.FirstSnapshotId': snapshotId,
    'ListChangedBlocksRequest.SecondSnapshotId': snapshotId,
    'ListChangedBlocksRequest.NextToken': token,
    'ListChangedBlocksRequest.MaxResults': between(100, 10_000),
    'ListChangedBlocksRequest.StartingBlockIndex': atLeast(0),
    'ListSnapshotBlocksRequest.SnapshotId': snapshotId,
    'ListSnapshotBlocksRequest.NextToken': token,
    'ListSnapshotBlocksRequest.MaxResults': between(100, 10_000),
    'ListSnapshotBlocksRequest.StartingBlockIndex': atLeast(0),
    'PutSnapshotBlockRequest.SnapshotId': snapshotId,
    'PutSnapshotBlockRequest.BlockIndex': atLeast(0),
    'PutSnapshotBlockRequest.Progress': between(0, 100),
    'PutSnapshotBlockRequest.Checksum': checksum,
    'PutSnapshotBlockRequest.ChecksumAlgorithm': openEnum,
    'StartSnapshotRequest.VolumeSize': atLeast(1),
    'StartSnapshotRequest.ParentSnapshotId': snapshotId,
    'StartSnapshotRequest.Description': anyText,
    'StartSnapshotRequest.ClientToken': text(0, 255, '^\\S+$'),
    'StartSnapshotRequest.Timeout': between(10, 4320),
    'StartSnapshotRequest.KmsKeyArn': text(1, 2048),
    'Tag.Key': text(0, 127, '^[\\S\\s]+$'),
    'Tag.Value': text(0, 255),
  },
  iam: {
    'CreateUserRequest.UserName': name64,
    'CreateGroupRequest.GroupName': name128,
    'CreateRoleRequest.RoleName': name64,
    'CreateRoleRequest.AssumeRolePolicyDocument': document,
    'CreateRoleRequest.Description': text(0, 1000),
    'CreateRoleRequest.MaxSessionDuration': between(3600, 43_200),
    'UpdateRoleRequest.MaxSessionDuration': between(3600, 43_200),
    'UpdateAssumeRolePolicyRequest.PolicyDocument': document,
    'CreateInstanceProfileRequest.InstanceProfileName': name128,
    'CreatePolicyRequest.PolicyName': name128,
    'CreatePolicyRequest.PolicyDocument': document,
    'CreatePolicyRequest.Description': text(0, 1000),
    'CreatePolicyVersionRequest.PolicyDocument': document,
    'Tag.Key': text(1, 128),
    'Tag.Value': text(0, 256),
    'PutUserPolicyRequest.PolicyName': name128,
    'GetUserPolicyRequest.PolicyName': name128,
    'DeleteUserPolicyRequest.PolicyName': name128,
    'PutGroupPolicyRequest.PolicyName': name128,
    'GetGroupPolicyRequest.PolicyName': name128,
    'DeleteGroupPolicyRequest.PolicyName': name128,
    'PutRolePolicyRequest.PolicyName': name128,
    'GetRolePolicyRequest.PolicyName': name128,
    'DeleteRolePolicyRequest.PolicyName': name128,
    'PutUserPolicyRequest.PolicyDocument': document,
    'PutGroupPolicyRequest.PolicyDocument': document,
    'PutRolePolicyRequest.PolicyDocument': document,
    'ListAccessKeysRequest.MaxItems': maxItems,
    'GetGroupRequest.MaxItems': maxItems,
    'ListGroupsRequest.MaxItems': maxItems,
    'ListGroupsForUserRequest.MaxItems': maxItems,
    'ListAttachedUserPoliciesRequest.MaxItems': maxItems,
    'ListUserPoliciesRequest.MaxItems': maxItems,
    'ListAttachedGroupPoliciesRequest.MaxItems': maxItems,
    'ListGroupPoliciesRequest.MaxItems': maxItems,
    'ListAttachedRolePoliciesRequest.MaxItems': maxItems,
    'ListRolePoliciesRequest.MaxItems': maxItems,
    'ListInstanceProfilesRequest.MaxItems': maxItems,
    'ListInstanceProfilesForRoleRequest.MaxItems': maxItems,
    'ListPoliciesRequest.MaxItems': maxItems,
    'ListPolicyVersionsRequest.MaxItems': maxItems,
    'ListEntitiesForPolicyRequest.MaxItems': maxItems,
    'ListRolesRequest.MaxItems': maxItems,
    'ListRoleTagsRequest.MaxItems': maxItems,
    'SimulatePrincipalPolicyRequest.MaxItems': maxItems,
    'ListUsersRequest.MaxItems': maxItems,
    'ListUserTagsRequest.MaxItems': maxItems,
  },
  ssm: {
    'GetParameterRequest.Name': text(1, 2048),
    'GetParametersRequest.Names': { length: [1, 10] },
    'GetParametersByPathRequest.Path': text(1, 2048),
    'GetParametersByPathRequest.MaxResults': between(1, 10),
  },
  sts: {
    'AssumeRoleRequest.RoleArn': roleArn,
    'AssumeRoleRequest.RoleSessionName': sessionName,
    'AssumeRoleRequest.DurationSeconds': roleSeconds,
    'AssumeRoleRequest.Policy': policy,
    'AssumeRoleRequest.ExternalId': text(2, 1224, '[\\w+=,.@:\\/-]*'),
    'AssumeRoleRequest.SerialNumber': text(9, 256, '[\\w+=/:,.@-]*'),
    'AssumeRoleRequest.TokenCode': text(6, 6, '[\\d]*'),
    'AssumeRoleRequest.SourceIdentity': text(2, 64, '[\\w+=,.@-]*'),
    'AssumeRoleWithSAMLRequest.RoleArn': roleArn,
    'AssumeRoleWithSAMLRequest.PrincipalArn': roleArn,
    'AssumeRoleWithSAMLRequest.SAMLAssertion': text(4, 100_000),
    'AssumeRoleWithSAMLRequest.DurationSeconds': roleSeconds,
    'AssumeRoleWithWebIdentityRequest.RoleArn': roleArn,
    'AssumeRoleWithWebIdentityRequest.RoleSessionName': sessionName,
    'AssumeRoleWithWebIdentityRequest.WebIdentityToken': text(4, 20_000),
    'AssumeRoleWithWebIdentityRequest.DurationSeconds': roleSeconds,
    'GetAccessKeyInfoRequest.AccessKeyId': text(16, 128, '[\\w]*'),
    'GetFederationTokenRequest.Name': text(2, 32, '[\\w+=,.@-]*'),
    'GetFederationTokenRequest.Policy': policy,
    'GetFederationTokenRequest.DurationSeconds': userSeconds,
    'GetSessionTokenRequest.DurationSeconds': userSeconds,
    'GetSessionTokenRequest.SerialNumber': text(9, 256, '[\\w+=/:,.@-]*'),
    'GetSessionTokenRequest.TokenCode': text(6, 6, '[\\d]*'),
    'DecodeAuthorizationMessageRequest.EncodedMessage': text(1, 10_240),
    'Tag.Key': text(1, 128),
    'Tag.Value': text(0, 256),
  },
}
