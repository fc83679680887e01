import type { RecordSigner } from '@pgstage/backstage-plugin-postgres-node';
import type { CallOptions, RegionApi } from '../aws';
import type { RegionConfig } from '../config';
import { type InstanceFacts, readInstance } from '../instance';
import { type Manager, managerOf } from './managerOf';
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
  /** Absent without a record that is signed for this instance. */
  record?: DatabaseRecord;
  /** A record that is not signed for this instance, or older than one that was seen: it grants no rights. */
  unconfirmed?: DatabaseRecord;
  /** Whether the unconfirmed record is older than one that was seen. */
  replayed?: boolean;
  /** Whether the record must be signed again. */
  stale?: boolean;
  /** The tool that manages the instance, which is then never modified. */
  manager?: Manager;
}

/** Maximum time from the request to the creation of its instance: AWS can queue the request. */
const PENDING_MS = 2 * 60 * 60_000;
/** Maximum age of a record that was not signed for its instance. `reconcileRegion` does that. */
const PENDING_VALID_MS = 24 * 60 * 60_000;
/** Maximum difference between the clocks of AWS and Backstage. */
const CLOCK_MS = 5 * 60_000;

/** Reads the instance with a name, of any engine, with its record; returns undefined if there is none. */
export async function readRecorded(
  api: RegionApi,
  name: string,
  signer: RecordSigner,
  options: CallOptions,
): Promise<RecordedInstance | undefined> {
  const instance = await readInstance(api, name, options);
  return instance && readRecord(api, instance, signer);
}

/** Reads the record of an instance from its tags. */
export async function readRecord(
  { config, recordTimes }: Pick<RegionApi, 'config' | 'recordTimes'>,
  instance: InstanceFacts,
  signer: RecordSigner,
): Promise<RecordedInstance> {
  const { record, stale, ...recorded } = await verify(config, instance, signer);
  if (!record) return recorded;
  const time = record.written ?? record.created.at;
  // With the ARN, because emulators give all instances one resource id.
  const id = `${instance.arn} ${instance.resourceId}`;
  return recordTimes.isOutdated(id, time)
    ? { ...recorded, unconfirmed: record, replayed: true }
    : { ...recorded, record, stale };
}

/** Reads the record of an instance, and verifies its signature. */
async function verify(
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

/** Whether the record can belong to this instance, by its time of creation. */
function isNew(
  { createdAt }: InstanceFacts,
  { created, restored }: DatabaseRecord,
): boolean {
  if (Date.now() - Date.parse(created.at) > PENDING_VALID_MS) return false;
  if (!createdAt) return true;
  const after = Date.parse(createdAt) - Date.parse(created.at);
  // AWS can report the end of a restore, which takes hours for much data.
  return (
    after > -CLOCK_MS && after < (restored ? PENDING_VALID_MS : PENDING_MS)
  );
}
