import { ConflictError, NotFoundError } from '@backstage/errors';
import { RecordChangedError } from '@pgstage/backstage-plugin-postgres-common';
import type { RecordSigner } from '@pgstage/backstage-plugin-postgres-node';
import type { RegionApi } from '../aws';
import { type InstanceFacts, isPostgres } from '../instance';
import {
  type DatabaseRecord,
  modifyObstacle,
  readRecorded,
  type RecordedInstance,
  recordVersionOf,
} from '../record';

/** The database that a call writes to. */
export interface WriteTarget {
  ref: string;
  /** Identifier of the instance. */
  name: string;
  api: RegionApi;
  signer: RecordSigner;
  /** The version of the record that the caller's permissions were evaluated on; absent if it is not checked. */
  recordVersion?: string;
  signal?: AbortSignal;
}

/** Reads the instance with the name, of any engine; returns undefined if there is none. */
export function findInstance(
  target: WriteTarget,
): Promise<RecordedInstance | undefined> {
  return readRecorded(target.api, target.name, target.signer, target);
}

/**
 * Reads the database.
 *
 * @throws NotFoundError if it does not exist
 * @throws RecordChangedError if it is not what the caller was authorized on
 */
export async function getInstance(
  target: WriteTarget,
): Promise<RecordedInstance> {
  const found = await findInstance(target);
  if (!found || !isPostgres(found.instance))
    throw new NotFoundError(
      `There is no PostgreSQL instance '${target.name}' in ${target.api.system}`,
    );
  checkVersion(target, found);
  return found;
}

/** @throws RecordChangedError if it is not what the caller was authorized on */
export function checkVersion(
  { ref, recordVersion }: WriteTarget,
  recorded: RecordedInstance,
): void {
  if (
    recordVersion !== undefined &&
    recordVersionOf(recorded) !== recordVersion
  )
    throw new RecordChangedError(ref);
}

/**
 * Returns the record of an instance that may be modified.
 *
 * @throws ConflictError with the reason if it may not
 */
export function requireOwn(recorded: RecordedInstance): DatabaseRecord {
  const obstacle = modifyObstacle(recorded);
  if (obstacle === undefined) return recorded.record!;
  throw new ConflictError(
    `Database '${recorded.instance.identifier}' cannot be changed: ${obstacle.text}`,
  );
}

/** Returns the keys of the tags that count towards the limit of a resource. System tags of AWS do not. */
export function countedTags({ tags }: InstanceFacts): string[] {
  return Object.keys(tags).filter(key => !/^aws:/i.test(key));
}
