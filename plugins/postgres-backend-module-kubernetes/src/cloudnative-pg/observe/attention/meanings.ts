import { writesWait } from '../synchronous';
import type { Moment } from '../moment';
import { DISK_FULL } from '../phases';

/** What it means for those who use the database. */

export const NO_CONNECTIONS = 'Applications cannot connect.';
const NO_WRITES = 'Applications cannot write, and may not be able to connect.';

/** What it means that the primary does not work. */
export function withoutPrimary({ facts }: Moment): string {
  return facts.told && facts.ready === 0 ? NO_CONNECTIONS : NO_WRITES;
}

/** What it means that a standby is down: that the primary works is said only where it is seen. */
export function lessSafe(moment: Moment): string {
  const { facts, found } = moment;
  const { phase } = found.cluster.status;
  const works =
    facts.told &&
    facts.primary?.ready &&
    (facts.writable ?? 0) > 0 &&
    phase !== DISK_FULL &&
    !writesWait(moment);
  return `${
    works ? 'The primary works. ' : ''
  }Reads on this standby fail, and it cannot take over.`;
}
