import type {
  ChangeDatabase,
  CreateDatabase,
  DatabaseView,
} from '@pgstage/backstage-plugin-postgres-common';
import type { LinkId } from '../plan';
import type { ToxicTarget } from '../toxiproxy/toxics';
import type { Proxy } from '../toxiproxy/Toxiproxy';

/** What the engine has of one database, read without the proxy. */
export interface EngineState {
  /** The parts that exist, sorted: one entry for each object, so that a second one shows. */
  parts: string[];
  /** Entity refs in the record. */
  entityRefs?: string[];
  /** The value that `change` changes. */
  changed?: unknown;
  /** Whether an application can log in with the stored credentials; absent where no PostgreSQL runs. */
  logsIn?: boolean;
}

/** The databases behind a link. */
export interface Databases {
  /** Start of the refs of its databases. */
  place: Pick<CreateDatabase, 'provider' | 'location'>;
  /** Fields of a request for a database. */
  fields: Partial<CreateDatabase>;
  /** Whether a database has everything that the operations need. */
  isReady(view: DatabaseView): boolean;
  /** Simulates what starts a requested database; absent: the provider does that. */
  run?(name: string): Promise<void>;
  /** Simulates what completes a requested backup; absent: the engine does that. */
  finishBackup?(id: string): Promise<void>;
  change: ChangeDatabase;
  /** `changed` after this change. */
  changed: unknown;
  /** The parts of a database that is complete. */
  complete: string[];
  /** Longest age of data on a page while the link works, in milliseconds: the interval of its polls. */
  pollMs: number;
  /** Longest time after which a page must say that its data is old, in milliseconds. */
  staleAfterMs: number;
  /** Reads the engine, without the proxy. */
  read(name: string): Promise<EngineState>;
}

/** A link with the provider that uses it. */
export interface Link extends Databases, ToxicTarget {
  id: LinkId;
  proxy: Proxy;
  /** How errors name the system behind the link. */
  system: RegExp;
}
