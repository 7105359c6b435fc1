import type { Tag, TagSpecification } from '@aws-sdk/client-ec2'

export type TagContext = Record<string, string | string[]>

/** The tags that a request would give: `aws:RequestTag/key` and `aws:TagKeys`. */
export const tagContext = (tags: readonly Tag[]): TagContext =>
  tags.length === 0
    ? {}
    : {
        ...Object.fromEntries(
          tags.map(({ Key = '', Value = '' }) => [`aws:requesttag/${Key.toLowerCase()}`, Value]),
        ),
        'aws:tagkeys': tags.map(({ Key = '' }) => Key),
      }

export const tagsRequested = (
  specifications: readonly TagSpecification[] | undefined,
  type: string,
): readonly Tag[] =>
  (specifications ?? []).filter(({ ResourceType }) => ResourceType === type).flatMap(({ Tags }) => Tags ?? [])
