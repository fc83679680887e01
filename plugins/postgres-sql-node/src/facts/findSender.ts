import type { SenderFacts, ServerFacts } from './serverFacts';
import type { StandbyProbe } from './StandbyProbe';

/**
 * Finds the WAL sender of a standby: by its replication slot, its
 * `application_name` or its configured name.
 *
 * @param unassigned - WAL senders that are not matched to another standby
 * @public
 */
export function findSender(
  unassigned: SenderFacts[],
  name: string,
  { facts, lastFacts }: StandbyProbe,
  { slots }: Pick<ServerFacts, 'slots'>,
): SenderFacts | undefined {
  const standby = facts ?? lastFacts;
  const slot = slots.find(other => other.name === standby?.slotName);
  return (
    unassigned.find(({ pid }) => slot?.pid === pid) ??
    unassigned.find(
      ({ applicationName }) => applicationName === standby?.applicationName,
    ) ??
    unassigned.find(({ applicationName }) => applicationName === name) ??
    // Without the right to read slot and name, a single sender is assumed to be its own.
    (standby?.seesStats === false && unassigned.length === 1
      ? unassigned[0]
      : undefined)
  );
}
