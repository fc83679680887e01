import type { SenderFacts, ServerFacts } from './serverFacts';
import type { StandbyProbe } from './StandbyProbe';

/**
 * The sender that feeds a standby: by slot, else by the name that the standby
 * gives itself or that we gave it.
 *
 * @param free - senders of the server that feed no other standby that is known
 * @public
 */
export function findSender(
  free: SenderFacts[],
  name: string,
  { facts, lastFacts }: StandbyProbe,
  { slots }: Pick<ServerFacts, 'slots'>,
): SenderFacts | undefined {
  const seen = facts ?? lastFacts;
  const slot = slots.find(other => other.name === seen?.slotName);
  return (
    free.find(({ pid }) => slot?.pid === pid) ??
    free.find(
      ({ applicationName }) => applicationName === seen?.applicationName,
    ) ??
    free.find(({ applicationName }) => applicationName === name) ??
    // A standby that may not tell us who it is; no more than `unknown` follows from it.
    (seen?.seesStats === false && free.length === 1 ? free[0] : undefined)
  );
}
