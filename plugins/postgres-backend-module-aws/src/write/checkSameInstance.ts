import { ConflictError } from '@backstage/errors';
import {
  type Difference,
  DifferencesError,
} from '@pgstage/backstage-plugin-postgres-common';
import {
  type DatabaseRecord,
  modifyObstacle,
  type RecordedInstance,
} from '../record';
import { checkVersion, type WriteTarget } from './WriteTarget';

/**
 * Checks that an existing instance is the result of an earlier attempt of the same
 * request.
 *
 * @param differences - returns the differences between the request and the record of
 * the instance; for an instance without a record, those that tell it from the request
 * @throws ConflictError if it is not, or is being deleted
 */
export function checkSameInstance(
  target: WriteTarget,
  existing: RecordedInstance,
  differences: (record: DatabaseRecord | undefined) => Difference[],
): void {
  checkVersion(target, existing);
  const { instance, record } = existing;
  const where = `in ${target.api.system}`;
  const foreign = foreignProblem(target, existing);
  if (!record || foreign)
    throw new DifferencesError(
      foreign ??
        `Instance '${target.name}' exists ${where} and was not created by pgstage: bind it with adopt, or choose another name`,
      differences(undefined),
    );
  const found = differences(record);
  if (found.length)
    throw new DifferencesError(
      `Instance '${target.name}' exists ${where} and differs`,
      found,
    );
  if (instance.status === 'deleting')
    throw new ConflictError(
      `Instance '${target.name}' ${where} is being deleted: repeat the request after that`,
    );
}

/** Returns why an instance must not be taken over; undefined if there is only no record. */
function foreignProblem(
  { name, api }: WriteTarget,
  recorded: RecordedInstance,
): string | undefined {
  const { unconfirmed, manager, record } = recorded;
  if (manager)
    return `Instance '${name}' exists in ${api.system} and is managed by ${manager.name}: bind it with adopt, or choose another name`;
  if (unconfirmed)
    return `The record of instance '${name}' in ${api.system} is not signed by this Backstage installation: an administrator must confirm it first by binding it with adopt`;
  const obstacle = record && modifyObstacle(recorded);
  return (
    obstacle && `Instance '${name}' exists in ${api.system}: ${obstacle.text}`
  );
}
