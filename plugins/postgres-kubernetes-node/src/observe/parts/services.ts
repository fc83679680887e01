import type {
  DatabaseState,
  Message,
  Part,
} from '@pgstage/backstage-plugin-postgres-common';
import { message } from '../../messages';
import { isKnown, readyAddresses } from '../../model/Snapshot';
import type { PartsInput } from './volumes';

/** Returns Services as parts: UP if an endpoint is ready, otherwise DOWN. @public */
export function serviceParts(
  { snapshot, facts, changing }: PartsInput,
  { readWrite, readOnly }: { readWrite: string; readOnly?: string },
): Part[] {
  const names = new Set([
    ...(isKnown(snapshot, 'services') ? [readWrite] : []),
    ...snapshot.services.map(({ name }) => name),
  ]);
  return [...names].sort().map(name => {
    const part = (state: DatabaseState, reason: Message): Part => ({
      kind: 'service',
      name,
      state,
      reason,
    });
    const ready = readyAddresses(snapshot, name);
    if (ready) return part('working', message('serviceUp', { count: ready }));
    if (!isKnown(snapshot, 'endpointSlices'))
      return part('unknown', message('itsEndpointsUnread'));
    if (facts.hibernated) return part('changing', message('partHibernated'));
    if (name === readOnly && facts.desired === 1)
      return part('unknown', message('serviceWithoutStandby'));
    return part(changing ? 'changing' : 'attention', message('serviceDown'));
  });
}
