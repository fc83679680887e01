import type { Tag } from '@aws-sdk/client-rds';

/** Maximum length of the value of a tag, in bytes of ASCII text. */
export const TAG_BYTES = 256;
/**
 * Maximum number of tags of an instance without the claims of writers: AWS allows
 * 50, of which one is for a claim and one for a claim of a writer that ended.
 */
export const MAX_TAGS = 48;
/** Maximum number of parts of a record: half of the tags remain for other tools. */
export const RECORD_TAGS = 24;

const PREFIX = 'pgstage:';
/** Number of parts of the record, so that parts of an older, longer record are ignored. */
const COUNT = `${PREFIX}record`;
const partKey = (index: number) =>
  `${COUNT}.${String(index + 1).padStart(2, '0')}`;

/** Ref of the database that a security group or snapshot belongs to. */
export const DATABASE_TAG = `${PREFIX}database`;

/** Hash of the binding that a security group was created for. */
export const BINDING_TAG = `${PREFIX}binding`;

/** Time at which pgstage requested a security group or snapshot: AWS reports none, or only later. */
export const CREATED_TAG = `${PREFIX}created`;

/** Whether a tag is written by pgstage. */
export function isOwnTag(key: string): boolean {
  return key.startsWith(PREFIX);
}

/** Returns the tags of a record. Write them in one call. */
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

/** Returns the keys of the parts of an older, longer record. */
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
