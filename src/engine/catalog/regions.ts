export interface Zone {
  name: string
  id: string
}

export interface Region {
  name: string
  zones: readonly Zone[]
  /** Blocks of AWS's published EC2 ranges from which instances there get public addresses: prefix and length. */
  publicRanges: readonly string[]
}

/** `use1 a6 b1` reads: us-east-1a has the id use1-az6. AWS deals the letters per account; these are one account's. */
const region = (name: string, short: string, letters: string, ...publicRanges: string[]): Region => ({
  name,
  zones: letters
    .split(' ')
    .map(([letter, number]) => ({ name: `${name}${letter}`, id: `${short}-az${number}` })),
  publicRanges,
})

/** The regions that every account has without opting in. */
export const regions: readonly Region[] = [
  region('us-east-1', 'use1', 'a6 b1 c2 d4 e3 f5', '3.80.0.0/12', '54.80.0.0/13', '44.192.0.0/11'),
  region('us-east-2', 'use2', 'a1 b2 c3', '3.128.0.0/13', '18.216.0.0/14'),
  region('us-west-1', 'usw1', 'a1 c3', '13.56.0.0/16', '54.176.0.0/15'),
  region('us-west-2', 'usw2', 'a2 b1 c3 d4', '34.208.0.0/12', '44.224.0.0/12'),
  region('ca-central-1', 'cac1', 'a1 b2 d4', '3.96.0.0/15', '35.182.0.0/15'),
  region('eu-central-1', 'euc1', 'a2 b3 c1', '3.64.0.0/12', '18.184.0.0/15'),
  region('eu-west-1', 'euw1', 'a1 b2 c3', '34.240.0.0/13', '54.216.0.0/15'),
  region('eu-west-2', 'euw2', 'a2 b3 c1', '18.130.0.0/16', '3.8.0.0/14'),
  region('eu-west-3', 'euw3', 'a1 b2 c3', '15.188.0.0/16', '35.180.0.0/16'),
  region('eu-north-1', 'eun1', 'a1 b2 c3', '13.48.0.0/15', '16.16.0.0/16'),
  region('sa-east-1', 'sae1', 'a1 b2 c3', '18.228.0.0/16', '54.232.0.0/16'),
  region('ap-south-1', 'aps1', 'a1 b3 c2', '13.232.0.0/14', '3.108.0.0/14'),
  region('ap-northeast-1', 'apne1', 'a4 c1 d2', '13.112.0.0/14', '54.168.0.0/16'),
  region('ap-northeast-2', 'apne2', 'a1 b2 c3 d4', '13.124.0.0/16', '3.34.0.0/15'),
  region('ap-northeast-3', 'apne3', 'a3 b1 c2', '13.208.0.0/16', '15.152.0.0/16'),
  region('ap-southeast-1', 'apse1', 'a2 b1 c3', '13.212.0.0/15', '54.254.0.0/16'),
  region('ap-southeast-2', 'apse2', 'a1 b3 c2', '13.210.0.0/15', '3.104.0.0/14'),
]

const byName = new Map(regions.map((each) => [each.name, each]))

export const regionNamed = (name: string): Region | undefined => byName.get(name)
