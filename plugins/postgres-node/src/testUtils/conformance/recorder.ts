import {
  databaseSchema,
  type Database,
} from '@pgstage/backstage-plugin-postgres-common';
import type { ProviderConnection } from '../../contract/PostgresProvider';
import type { SufficientSources } from '../../contract/SufficientSources';
import { contractViolations } from './checkedProvider';

/** Records the reports of a provider, as the directory of the backend does. */
export class RecordingConnection implements ProviderConnection {
  readonly databases = new Map<string, Database>();
  readonly problems = new Map<string, string>();
  /** All reported databases, in order. */
  readonly history: Database[] = [];
  /** All reports as JSON; none may contain a password. */
  readonly reports: string[] = [];
  /** What is wrong with the reports. */
  readonly violations: string[] = [];

  /** @param evidence - the sufficient sources of the provider */
  constructor(private readonly evidence: SufficientSources) {}

  upsert(database: Database) {
    this.#record(database);
    this.history.push(database);
    this.violations.push(
      ...contractViolations(this.evidence, databaseSchema, database),
    );
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
    this.#record(message);
    this.problems.set(location, message);
  }

  #record(report: unknown) {
    this.reports.push(JSON.stringify(report));
  }
}
