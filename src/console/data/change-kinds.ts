/** What a commit can change, as far as the console's pages ask about it. */
export type ChangeKind =
  | 'ec2.instance'
  | 'ec2.volume'
  | 'ec2.snapshot'
  | 'ec2.security-group'
  | 'ec2.security-group-rule'
  | 'ec2.key-pair'
  | 'ec2.tag'
  | 'ec2.network-interface'
