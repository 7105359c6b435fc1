import { type Case, casesOf } from './case.ts'

const sts = casesOf('sts')
const ssm = casesOf('ssm')
const cloudtrail = casesOf('cloudtrail')
const ec2 = casesOf('ec2')

const parameter = '/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64'

// AWS says nothing but the code; clients make words of their own of that.
const gone = /^/
const exists =
  'The parameter already exists. To overwrite this value, set the overwrite option in the request to true.'
const badId = 'The resource ID is not valid. Verify that you entered the correct ID and try again.'
const nothing = { ResourceType: 'Parameter', ResourceId: '/app/nothing' }
const tagged = { ResourceType: 'Parameter', ResourceId: '/app/secret' }

/** Parameters of one's own, as scripts keep their settings in. */
const ownParameters: readonly Case[] = [
  ssm.good(
    'PutParameter',
    { Name: '/app/colour', Value: 'red', Type: 'String' },
    { answer: { Version: 1, Tier: 'Standard' } },
  ),
  ssm.bad(
    'PutParameter',
    { Name: '/app/colour', Value: 'blue', Type: 'String' },
    'ParameterAlreadyExists',
    exists,
  ),
  ssm.good(
    'PutParameter',
    { Name: '/app/colour', Value: 'blue', Type: 'String', Overwrite: true },
    { answer: { Version: 2 } },
  ),
  ssm.good('PutParameter', {
    Name: '/app/secret',
    Value: 'xyzzy',
    Type: 'SecureString',
    Tags: [{ Key: 'team', Value: 'web' }],
  }),
  ssm.good(
    'GetParameter',
    { Name: '/app/secret', WithDecryption: true },
    {
      answer: {
        Parameter: {
          Value: 'xyzzy',
          Type: 'SecureString',
          ARN: 'arn:aws:ssm:us-east-1:$account:parameter/app/secret',
        },
      },
    },
  ),
  ssm.bad(
    'GetParameter',
    { Name: '/app/colour:9' },
    'ParameterVersionNotFound',
    'Systems Manager could not find version 9 of /app/colour. Verify the version and try again.',
  ),
  ssm.good(
    'GetParametersByPath',
    { Path: '/app' },
    { answer: { Parameters: [{ Name: '/app/colour', Value: 'blue' }, { Name: '/app/secret' }] } },
  ),
  ssm.good(
    'DescribeParameters',
    { ParameterFilters: [{ Key: 'Type', Values: ['SecureString'] }] },
    { answer: { Parameters: [{ Name: '/app/secret', KeyId: 'alias/aws/ssm', Tier: 'Standard' }] } },
  ),
  ssm.bad(
    'DescribeParameters',
    {},
    'AccessDeniedException',
    'User: arn:aws:iam::$account:user/staff/ann is not authorized to perform: ssm:DescribeParameters on resource: arn:aws:ssm:us-east-1:$account:* because no identity-based policy allows the ssm:DescribeParameters action',
    { by: 'ann' },
  ),
  ssm.good(
    'GetParameterHistory',
    { Name: '/app/colour' },
    {
      answer: {
        Parameters: [
          { Version: 1, Value: 'red' },
          { Version: 2, Value: 'blue' },
        ],
      },
    },
  ),
  ssm.bad('GetParameterHistory', { Name: '/app/nothing' }, 'ParameterNotFound', gone),
  ssm.good('AddTagsToResource', { ...tagged, Tags: [{ Key: 'stage', Value: 'test' }] }),
  ssm.bad(
    'AddTagsToResource',
    { ...nothing, Tags: [{ Key: 'stage', Value: 'test' }] },
    'InvalidResourceId',
    badId,
  ),
  ssm.good('RemoveTagsFromResource', { ...tagged, TagKeys: ['team'] }),
  ssm.bad('RemoveTagsFromResource', { ...nothing, TagKeys: ['team'] }, 'InvalidResourceId', badId),
  ssm.good('ListTagsForResource', tagged, { answer: { TagList: [{ Key: 'stage', Value: 'test' }] } }),
  ssm.bad('ListTagsForResource', nothing, 'InvalidResourceId', badId),
  ssm.good('DeleteParameter', { Name: '/app/colour' }),
  ssm.bad('DeleteParameter', { Name: '/app/colour' }, 'ParameterNotFound', gone),
  ssm.good(
    'DeleteParameters',
    { Names: ['/app/secret', '/app/nothing'] },
    { answer: { DeletedParameters: ['/app/secret'], InvalidParameters: ['/app/nothing'] } },
  ),
  ssm.bad(
    'DeleteParameters',
    { Names: ['/app/secret'] },
    'AccessDeniedException',
    'User: arn:aws:iam::$account:user/staff/ann is not authorized to perform: ssm:DeleteParameters on resource: arn:aws:ssm:us-east-1:$account:parameter/app/secret because no identity-based policy allows the ssm:DeleteParameters action',
    { by: 'ann' },
  ),
]

/** After IAM's first cases: with the user ann, who may nothing, and the role web, which the admin may play. */
export const identity: readonly Case[] = [
  sts.good(
    'GetCallerIdentity',
    {},
    { answer: { Account: '$account', Arn: 'arn:aws:iam::$account:user/admin' } },
  ),
  sts.good('GetCallerIdentity', {}, { by: 'ann', answer: { Arn: 'arn:aws:iam::$account:user/staff/ann' } }),
  sts.bad(
    'GetCallerIdentity',
    {},
    'InvalidClientTokenId',
    'The security token included in the request is invalid.',
    { by: 'stranger' },
  ),
  cloudtrail.good(
    'LookupEvents',
    { LookupAttributes: [{ AttributeKey: 'EventName', AttributeValue: 'CreateUser' }], MaxResults: 1 },
    { answer: { Events: [{ EventName: 'CreateUser', EventSource: 'iam.amazonaws.com' }] } },
  ),
  cloudtrail.bad(
    'LookupEvents',
    { LookupAttributes: [{ AttributeKey: 'Username', AttributeValue: 'ann' }] },
    'AccessDeniedException',
    /^User: arn:aws:iam::\d{12}:user\/staff\/ann is not authorized to perform: cloudtrail:LookupEvents/,
    { by: 'ann' },
  ),
  sts.good(
    'AssumeRole',
    { RoleArn: 'arn:aws:iam::$account:role/web', RoleSessionName: 'try' },
    {
      answer: { AssumedRoleUser: { Arn: 'arn:aws:sts::$account:assumed-role/web/try' } },
      keep: {
        'web.id': 'Credentials.AccessKeyId',
        'web.secret': 'Credentials.SecretAccessKey',
        'web.token': 'Credentials.SessionToken',
      },
    },
  ),
  sts.bad(
    'AssumeRole',
    { RoleArn: 'arn:aws:iam::$account:role/web', RoleSessionName: 'try' },
    'AccessDenied',
    'User: arn:aws:iam::$account:user/staff/ann is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::$account:role/web',
    { by: 'ann' },
  ),
  sts.good(
    'GetCallerIdentity',
    {},
    {
      by: 'web',
      answer: { Arn: 'arn:aws:sts::$account:assumed-role/web/try' },
    },
  ),
  sts.good('GetSessionToken', { DurationSeconds: 900 }, { keep: { sessionKey: 'Credentials.AccessKeyId' } }),
  sts.bad('GetSessionToken', {}, 'AccessDenied', 'Cannot call GetSessionToken with session credentials', {
    by: 'web',
  }),
  sts.good('GetAccessKeyInfo', { AccessKeyId: '$annKey' }, { answer: { Account: '$account' } }),
  sts.bad(
    'GetAccessKeyInfo',
    { AccessKeyId: '$annKey' },
    'AccessDenied',
    'User: arn:aws:iam::$account:user/staff/ann is not authorized to perform: sts:GetAccessKeyInfo on resource: * because no identity-based policy allows the sts:GetAccessKeyInfo action',
    { by: 'ann' },
  ),
  ec2.bad(
    'DescribeInstances',
    {},
    'UnauthorizedOperation',
    'You are not authorized to perform this operation. User: arn:aws:sts::$account:assumed-role/web/try is not authorized to perform: ec2:DescribeInstances because no identity-based policy allows the ec2:DescribeInstances action',
    { by: 'web' },
  ),
  ec2.bad(
    'CreateVolume',
    { AvailabilityZone: 'us-east-1a', Size: 1 },
    'UnauthorizedOperation',
    /^You are not authorized to perform this operation\. User: arn:aws:iam::\d{12}:user\/staff\/ann is not authorized to perform: ec2:CreateVolume on resource: arn:aws:ec2:us-east-1:\d{12}:volume\/\* because no identity-based policy allows the ec2:CreateVolume action\. Encoded authorization failure message: (?<encoded>[\w-]+)$/,
    { by: 'ann' },
  ),
  sts.good('DecodeAuthorizationMessage', { EncodedMessage: '$encoded' }),
  sts.bad(
    'DecodeAuthorizationMessage',
    { EncodedMessage: 'nonsense' },
    'InvalidAuthorizationMessageException',
    'Message is not valid.',
  ),
  ssm.good(
    'GetParameter',
    { Name: parameter },
    {
      answer: { Parameter: { Name: parameter, Type: 'String', Value: 'ami-0fef201115eefe936' } },
    },
  ),
  ssm.bad('GetParameter', { Name: '/aws/service/nothing' }, 'ParameterNotFound', /^/),
  ssm.good(
    'GetParameters',
    { Names: [parameter, 'mine'] },
    {
      answer: { Parameters: [{ Value: 'ami-0fef201115eefe936' }], InvalidParameters: ['mine'] },
    },
  ),
  ssm.good(
    'GetParametersByPath',
    { Path: '/aws/service/ami-amazon-linux-latest' },
    { keep: { anImage: 'Parameters.0.Value' } },
  ),
  ssm.bad(
    'GetParametersByPath',
    { Path: 'aws' },
    'ValidationException',
    'The parameter doesn\'t meet the parameter name requirements. The parameter name must begin with a forward slash "/". It can\'t be prefixed with "aws" or "ssm" (case-insensitive).',
  ),
  ssm.bad(
    'GetParameters',
    { Names: [parameter] },
    'AccessDeniedException',
    `User: arn:aws:iam::$account:user/staff/ann is not authorized to perform: ssm:GetParameters on resource: arn:aws:ssm:us-east-1::parameter${parameter} because no identity-based policy allows the ssm:GetParameters action`,
    { by: 'ann' },
  ),
  ...ownParameters,
]
