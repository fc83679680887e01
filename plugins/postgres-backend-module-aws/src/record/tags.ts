import type { Tag } from '@aws-sdk/client-rds';

/** Longest value of a tag. */
export const TAG_BYTES = 256;
/**
 * Most tags of an instance beside the claims of its writers: of the 50 of AWS,
 * one for a claim and one for a claim that was left.
 */
export const MAX_TAGS = 48;
/** Most tags of a record: half of them remain for others. */
export const RECORD_TAGS = 24;

const PREFIX = 'pgstage:';
/** Number of the tags of the record, so that older ones beyond it do not count. */
const COUNT = `${PREFIX}record`;
const partKey = (index: number) =>
  `${COUNT}.${String(index + 1).padStart(2, '0')}`;

/** Ref of the database that a security group or snapshot belongs to. */
export const DATABASE_TAG = `${PREFIX}database`;

/** When pgstage created a security group, which reports no time itself. */
export const CREATED_TAG = `${PREFIX}created`;

/** Whether a tag is written by pgstage. */
export function isOwnTag(key: string): boolean {
  return key.startsWith(PREFIX);
}

/** Returns the tags of a record, which are written in one call. */
export function recordTags(values: string[]): Tag[] {
  return [
    { Key: COUNT, Value: String(values.length) },
    ...values.map((Value, index) => ({ Key: partKey(index), Value })),
  ];
}

/** Returns the values of the record, or undefined if there is none. */
export function recordValues(
  tags: Record<string, string>,
): string[] | undefined {
  const count = Number(tags[COUNT]);
  if (!(count >= 1 && count <= RECORD_TAGS)) return undefined;
  const values = Array.from({ length: count }, (_, index) =>
    Object.hasOwn(tags, partKey(index)) ? tags[partKey(index)] : undefined,
  );
  return values.every(value => value !== undefined)
    ? (values as string[])
    : undefined;
}

/** Returns the keys of a former, longer record. */
export function surplusKeys(
  tags: Record<string, string>,
  count: number,
): string[] {
  const current = new Set(
    recordTags(Array.from({ length: count }, () => '')).map(({ Key }) => Key),
  );
  return Object.keys(tags).filter(
    key => key.startsWith(`${COUNT}.`) && !current.has(key),
  );
}
