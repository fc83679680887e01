import type { DatabaseMoment } from '../DatabaseMoment';
import { writesWait } from '../writesWait';

/** What it means for those who use the database. */

const NO_CONNECTIONS = 'Applications cannot connect.';
const NO_WRITES = 'Applications cannot write, and may not be able to connect.';

/** What it means that the primary does not work. */
export function withoutPrimary({ facts }: DatabaseMoment): string {
  return facts.told && facts.ready === 0 ? NO_CONNECTIONS : NO_WRITES;
}

/** What it means that a standby is down: that the primary works is said only where it is seen. */
export function lessSafe(moment: DatabaseMoment): string {
  const { facts, operator } = moment;
  const works =
    facts.told &&
    facts.primary?.ready &&
    (facts.writable ?? 0) > 0 &&
    !operator.meant.diskFull &&
    !writesWait(moment);
  return `${
    works ? 'The primary works. ' : ''
  }Reads on this standby fail, and it cannot take over.`;
}
