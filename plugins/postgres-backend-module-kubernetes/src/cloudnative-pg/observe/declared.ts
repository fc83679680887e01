import type { Message } from '@pgstage/backstage-plugin-postgres-common';
import { providerMessage } from '@pgstage/backstage-plugin-postgres-node/provider';
import { message } from '../messages';
import type { CachedDatabaseResource } from '../model';

/** Returns whether the operator has applied the current generation of a Database resource. */
export function isApplied({
  generation,
  status,
}: CachedDatabaseResource): boolean {
  const { applied, observedGeneration } = status;
  return (
    applied === true &&
    (observedGeneration === undefined || observedGeneration === generation)
  );
}

/** Returns what the operator reports if it could not apply a Database resource, else undefined. */
export function refusalOf({
  status,
}: CachedDatabaseResource): Message | undefined {
  const extension = status.extensions?.find(({ applied }) => applied === false);
  if (extension) {
    const { name, message: reported } = extension;
    return reported
      ? message('extensionReports', { name, reported })
      : message('extensionNotApplied', { name });
  }
  if (status.applied !== false) return undefined;
  return status.message
    ? providerMessage('verbatim', { text: status.message })
    : message('notApplied');
}
