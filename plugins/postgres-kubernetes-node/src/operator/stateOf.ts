import type { Status } from '@pgstage/backstage-plugin-postgres-common';
import { isKnown } from '../model/Snapshot';
import type { Cause } from '../observe/cause';
import type { OperatorSnapshot, Seen } from './OperatorReport';

/** What the state hangs on that cannot be seen now, in words; undefined where all is. */
export function blindTo(
  found: Pick<OperatorSnapshot, 'statuses'>,
): string | undefined {
  return [
    ['clusters', 'the database itself'],
    ['pods', 'the pods of the instances'],
    ['endpointSlices', 'the endpoints of its services'],
  ].find(([kind]) => !isKnown(found, kind))?.[1];
}

/**
 * The state of a database. The first rule that fits decides: it works only
 * where the operator says so, every instance is ready, and nothing is wrong.
 */
export function stateOf<Found extends OperatorSnapshot>(
  { found, facts, report }: Seen<Found>,
  causes: Cause[],
): Pick<Status, 'state' | 'reason'> {
  const { doing, doubt, primary } = report;
  const worst = (weight: Cause['weight']) =>
    causes.find(cause => cause.weight === weight)?.what.text.replace(/\.$/, '');
  const changing = (reason: string) => ({ state: 'changing' as const, reason });
  const unknown = (reason: string) => ({ state: 'unknown' as const, reason });
  const attention = (reason: string) => ({
    state: 'attention' as const,
    reason,
  });

  if (found.cluster.deletedAt) return changing('Being removed');
  const [failing, degraded] = [worst('failing'), worst('degraded')];
  if (failing) return attention(failing);
  if (doing) return changing(doing);
  if (degraded) return attention(degraded);
  const blind = blindTo(found);
  if (blind) return unknown(`Backstage cannot see ${blind}`);
  if (doubt) return unknown(doubt);
  if (!facts.primary?.ready)
    return unknown(
      primary
        ? `The primary ${primary} does not answer`
        : 'There is no primary yet',
    );
  if (!facts.writable) return unknown('Nothing leads to the primary yet');
  return facts.ready < facts.wanted
    ? changing(`${facts.ready} of ${facts.wanted} instances are ready`)
    : { state: 'working', reason: 'All instances are ready' };
}
