import { createHash } from 'node:crypto';
import type { RecordedInstance } from './readRecord';

/** `Database.recordVersion`: the identity of the instance, and all that rights on it are judged on. */
export function recordVersionOf({
  instance,
  record,
  unconfirmed,
  manager,
}: RecordedInstance): string {
  const judged = [
    instance.resourceId,
    instance.protected,
    record?.binding,
    record?.adopted,
    // Who confirms it means what it says then, and others can write it.
    unconfirmed?.binding,
    manager,
  ];
  return createHash('sha256')
    .update(JSON.stringify(judged))
    .digest('base64url')
    .slice(0, 22);
}
