import { AddTagsToResourceCommand, type Tag } from '@aws-sdk/client-rds';
import { InputError } from '@backstage/errors';
import {
  type DatabaseRecord,
  identityOf,
  isOwnTag,
  MAX_TAGS,
  pendingIdentityOf,
  recordCodec,
  type RecordedInstance,
  recordTags,
  surplusKeys,
} from '../record';
import { awsTags } from './awsTags';
import { withClaim } from './claim';
import { countedTags, getInstance, type WriteTarget } from './WriteTarget';

/**
 * Replaces the record of an instance while it holds the claim, see `claim.ts`.
 *
 * @param change - returns the record to write, or undefined to write nothing; called
 * again after the claim was taken
 * @param act - called before the record is written; the signal of its target ends
 * when the claim ends
 * @throws RecordChangedError if the record is not what the caller was authorized on
 */
export async function updateRecord(
  target: WriteTarget,
  change: (recorded: RecordedInstance) => DatabaseRecord | undefined,
  act?: (claimed: WriteTarget, recorded: RecordedInstance) => Promise<void>,
): Promise<void> {
  const before = await getInstance(target);
  const planned = change(before);
  if (!planned) return;
  // Before the claim, which also needs a tag.
  await checkFits(target, before, planned);
  const { arn } = before.instance;
  await withClaim(target, arn, async claimed => {
    const recorded = await getInstance(claimed);
    const record = change(recorded);
    if (!record) return [];
    const tags = await tagsOf(claimed, recorded, record);
    await act?.(claimed, recorded);
    await claimed.api.call(
      'rds',
      new AddTagsToResourceCommand({ ResourceName: arn, Tags: tags }),
      claimed,
    );
    return surplusKeys(recorded.instance.tags, tags.length - 1);
  });
}

/**
 * Returns the tags of a request for a new instance: those of the configuration, and the
 * record.
 *
 * @throws InputError if the record does not fit into tags
 */
export async function requestTags(
  { api, name, signer }: WriteTarget,
  record: DatabaseRecord,
): Promise<Tag[]> {
  const values = await recordCodec(signer).write(
    { ...record, pending: true },
    pendingIdentityOf(api.config.id, name),
  );
  const tags = [...awsTags(api.config), ...recordTags(values)];
  if (tags.length > MAX_TAGS)
    throw new InputError(
      `The record of database '${name}' and the tags of the configuration exceed ${MAX_TAGS} tags: bind it to fewer entities`,
    );
  return tags;
}

/** @throws InputError if the record and the other tags exceed the limit of an instance */
async function checkFits(
  target: WriteTarget,
  recorded: RecordedInstance,
  record: DatabaseRecord,
): Promise<void> {
  const tags = await tagsOf(target, recorded, record);
  const others = countedTags(recorded.instance).filter(key => !isOwnTag(key));
  const most = MAX_TAGS - others.length;
  if (tags.length > most)
    throw new InputError(
      `The record of database '${target.name}' needs ${tags.length} tags, but its instance has space for ${most}: remove tags of the instance, or bind the database to fewer entities`,
    );
}

async function tagsOf(
  { api, signer }: WriteTarget,
  { instance }: RecordedInstance,
  { pending, ...record }: DatabaseRecord,
): Promise<Tag[]> {
  const identity = identityOf(api.config.id, instance.resourceId);
  const written = timeAfter(record.written);
  return recordTags(
    await recordCodec(signer).write({ ...record, written }, identity),
  );
}

/** Returns the present time, or a later one if the clock of the previous writer is ahead. */
function timeAfter(previous: string | undefined): string {
  const after = previous === undefined ? 0 : Date.parse(previous) + 1;
  return new Date(Math.max(Date.now(), after)).toISOString();
}
