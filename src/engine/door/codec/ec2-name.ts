import type { Member } from '../../model/index.ts'

const capitalised = (name: string) => name.charAt(0).toUpperCase() + name.slice(1)

/** A member's name among EC2's parameters. */
export const ec2Name = ({ name, traits }: Member): string =>
  traits.ec2QueryName ?? capitalised(traits.xmlName ?? name)
