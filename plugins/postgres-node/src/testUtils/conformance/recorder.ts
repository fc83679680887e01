import {
  databaseSchema,
  type Database,
} from '@pgstage/backstage-plugin-postgres-common';
import type { ProviderConnection } from '../../contract/PostgresProvider';
import type { SufficientSources } from '../../contract/SufficientSources';
import { malformation } from './checkedProvider';
import { unfounded } from './unfounded';

/** A directory as the backend keeps it, reduced to what the kit looks at. */
export class RecordingConnection implements ProviderConnection {
  readonly databases = new Map<string, Database>();
  readonly problems = new Map<string, string>();
  /** Everything ever told, for the canary. */
  readonly told: string[] = [];
  /** What the provider told that is no database, or green without evidence that suffices. */
  readonly malformed: string[] = [];

  /** @param evidence - what the provider takes as such */
  constructor(private readonly evidence: SufficientSources) {}

  upsert(database: Database) {
    this.#tell(database);
    const malformed = malformation(databaseSchema, database);
    if (malformed) this.malformed.push(malformed);
    else this.malformed.push(...unfounded(this.evidence, database));
    this.databases.set(database.ref, database);
  }

  remove(ref: string) {
    this.databases.delete(ref);
  }

  replaceAll(location: string, databases: Database[]) {
    this.problems.delete(location);
    for (const known of this.databases.values()) {
      if (known.location === location) this.databases.delete(known.ref);
    }
    databases.forEach(database => this.upsert(database));
  }

  unreachable(location: string, message: string) {
    this.#tell(message);
    this.problems.set(location, message);
  }

  #tell(what: unknown) {
    this.told.push(JSON.stringify(what));
  }
}

/** Waits for something to become true; the limit is generous as machines are noisy. */
export async function eventually(
  what: string,
  check: () => boolean | Promise<boolean>,
  limitMs = 60_000,
): Promise<void> {
  const end = Date.now() + limitMs;
  while (!(await check())) {
    if (Date.now() > end)
      throw new Error(`Waited ${limitMs} ms in vain until ${what}`);
    await new Promise(resolve => setTimeout(resolve, 100));
  }
}

/** The error of a call that must fail. */
export async function failure(call: Promise<unknown>): Promise<Error> {
  return call.then(
    () => {
      throw new Error('The call should have failed');
    },
    (error: Error) => error,
  );
}
