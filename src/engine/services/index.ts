import type { Service } from '../kernel/index.ts'
import { cloudtrail } from './cloudtrail/index.ts'
import { ebs } from './ebs/index.ts'
import { ec2 } from './ec2/index.ts'
import { iam } from './iam/index.ts'
import { ssm } from './ssm/index.ts'
import { sts } from './sts/index.ts'

export const services: readonly Service[] = [ec2, ebs, iam, ssm, sts, cloudtrail]
