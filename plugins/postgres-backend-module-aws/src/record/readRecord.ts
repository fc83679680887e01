import type { RecordSigner } from '@pgstage/backstage-plugin-postgres-node';
import type { RegionConfig } from '../config';
import type { InstanceFacts } from '../instance';
import { managerOf } from './managerOf';
import {
  type DatabaseRecord,
  identityOf,
  pendingIdentityOf,
  recordCodec,
} from './record';
import { recordValues } from './tags';

/** An instance with its record. */
export interface RecordedInstance {
  instance: InstanceFacts;
  /** Absent: not ours. */
  record?: DatabaseRecord;
  /** What a record says that we did not sign for this instance: it gives no rights. */
  unconfirmed?: DatabaseRecord;
  /** The record is to be signed again. */
  stale?: boolean;
  /** Tool that manages the instance: it is never modified. */
  manager?: string;
}

/** An instance appears this long after its record was written, at most. AWS may queue the request. */
const PENDING_MS = 2 * 60 * 60_000;
/** Clocks differ. */
const CLOCK_MS = 5 * 60_000;

/** Reads the record of an instance from its tags. */
export async function readRecord(
  { id, managedBy }: Pick<RegionConfig, 'id' | 'managedBy'>,
  instance: InstanceFacts,
  signer: RecordSigner,
): Promise<RecordedInstance> {
  const { tags, resourceId, identifier } = instance;
  const manager = managerOf(tags, managedBy);
  const recorded = { instance, ...(manager && { manager }) };
  const values = recordValues(tags);
  if (!values) return recorded;
  const codec = recordCodec(signer);
  const read = await codec.read(values, identityOf(id, resourceId));
  if (!read) return recorded;
  const { record, signature } = read;
  if (signature !== 'invalid' && !record.pending)
    return { ...recorded, record, stale: signature === 'outdated' };
  if (record.pending && isNew(instance, record)) {
    const pending = await codec.read(values, pendingIdentityOf(id, identifier));
    if (pending && pending.signature !== 'invalid')
      return { ...recorded, record, stale: true };
  }
  return { ...recorded, unconfirmed: record };
}

/** Whether the instance can be the one that the record was written for. */
function isNew(
  { createdAt }: InstanceFacts,
  { created }: DatabaseRecord,
): boolean {
  if (!createdAt) return true;
  const after = Date.parse(createdAt) - Date.parse(created.at);
  return after > -CLOCK_MS && after < PENDING_MS;
}
