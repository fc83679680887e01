import type { LoggerService } from '@backstage/backend-plugin-api';
import type { CallOptions } from '../aws';
import { refOf } from '../observe';
import { readRecorded, type RecordedInstance, targetOf } from '../record';
import type { EntryServices } from './ensureEntry';

/**
 * Removes the entries of databases of a region that no longer exist, or whose record
 * has no target any more. Keeps that of a database without a valid record: whoever can
 * write tags must not be able to remove the credentials of applications.
 *
 * @param instances - all instances of the region
 */
export async function removeOrphans(
  services: EntryServices & { logger: LoggerService },
  instances: RecordedInstance[],
  options: CallOptions,
): Promise<void> {
  const { api, signer, store, logger } = services;
  const { id } = api.config;
  const byName = new Map(
    instances.map(recorded => [recorded.instance.identifier, recorded]),
  );
  for (const ref of (await store.refs?.(options)) ?? []) {
    const name = ref.slice(ref.lastIndexOf('/') + 1);
    if (ref !== refOf(id, name) || isUsed(byName.get(name))) continue;
    try {
      // It can have been created after the list was read.
      if (isUsed(await readRecorded(api, name, signer, options))) continue;
      await store.remove(ref, options);
    } catch (error) {
      options.signal?.throwIfAborted();
      logger.warn(
        `Could not remove the credentials of ${ref}: ${
          (error as Error).message
        }`,
      );
    }
  }
}

function isUsed(recorded: RecordedInstance | undefined): boolean {
  return Boolean(recorded && (!recorded.record || targetOf(recorded.record)));
}
