import {
  databaseSchema,
  type Database,
} from '@pgstage/backstage-plugin-postgres-common';
import type { ProviderConnection } from '../../contract/PostgresProvider';
import type { SufficientSources } from '../../contract/SufficientSources';
import { schemaIssues } from './checkedProvider';
import { claimsWithoutEvidence } from './claimsWithoutEvidence';

/** A directory as the backend keeps it, reduced to what the kit looks at. */
export class RecordingConnection implements ProviderConnection {
  readonly databases = new Map<string, Database>();
  readonly problems = new Map<string, string>();
  /** Each database as it was told, in order. */
  readonly history: Database[] = [];
  /** Everything ever told, for the canary. */
  readonly told: string[] = [];
  /** What the provider told that is no database, or green without evidence that suffices. */
  readonly malformed: string[] = [];

  /** @param evidence - what the provider takes as such */
  constructor(private readonly evidence: SufficientSources) {}

  upsert(database: Database) {
    this.#tell(database);
    this.history.push(database);
    const malformed = schemaIssues(databaseSchema, database);
    if (malformed) this.malformed.push(malformed);
    else this.malformed.push(...claimsWithoutEvidence(this.evidence, database));
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
