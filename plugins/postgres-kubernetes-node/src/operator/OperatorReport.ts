import type { KeptDatabaseObject, KeptMeta } from '../model/kept';
import type { Snapshot } from '../model/Snapshot';
import { isKnown, readyAddresses } from '../model/Snapshot';
import type { InstanceFacts } from '../observe/Instance';
import { instancesOf } from '../observe/instancesOf';

/** A backup, as it is kept: an object that names its database. @public */
export type KeptOwned = KeptMeta & { cluster: string };

/** A database with its parts and its backups. @public */
export interface OperatorSnapshot<
  Main extends KeptDatabaseObject = KeptDatabaseObject,
  Kept extends KeptOwned = KeptOwned,
> extends Snapshot<Main> {
  backups: Kept[];
}

/** What an operator tells of a database, in the words of the base. @public */
export interface OperatorReport {
  /** Instances that it is to have. */
  wanted: number;
  /** Name of the primary; absent: there is none yet. */
  primary?: string;
  services: { readWrite: string; readOnly?: string };
  /** Names inside the server; absent: not known. */
  database?: string;
  user?: string;
  serverVersion?: string;
  /** Secret with `username` and `password` of the owner. */
  loginSecret: string;
  /** Secret whose `ca.crt` is the authority of the server's certificate. */
  authority: string;
  /** Extensions that there are. */
  extensions: string[];
  /** It began with the data of another one. */
  restored: boolean;
  /** What is done on purpose, for people; absent: nothing. */
  doing?: string;
  /** What it says to be wrong, verbatim. */
  problem?: string;
  /** Why its word is no proof that the database works; absent: it says so. */
  doubt?: string;
  /** WAL that standbys have not replayed yet, by name; absent: not known. */
  lagBytes: Record<string, number | undefined>;
}

/** What the rules ask about a database. @public */
export interface OperatorFacts extends InstanceFacts {
  /** Ready addresses of the read-write service; absent where that cannot be seen. */
  writable?: number;
}

/** A database, what its operator tells of it, and what follows from both. @public */
export interface Seen<Found extends Snapshot = OperatorSnapshot> {
  found: Found;
  report: OperatorReport;
  facts: OperatorFacts;
}

export function seenBy<Found extends Snapshot>(
  found: Found,
  report: OperatorReport,
): Seen<Found> {
  const { primary, wanted, services } = report;
  const instances = instancesOf({ pods: found.pods, primary, fenced: [] });
  return {
    found,
    report,
    facts: {
      instances,
      jobs: [],
      wanted,
      ready: instances.filter(({ ready }) => ready).length,
      primary: instances.find(({ name }) => name === primary),
      hibernated: false,
      writable: isKnown(found, 'endpointSlices')
        ? readyAddresses(found, services.readWrite)
        : undefined,
    },
  };
}
