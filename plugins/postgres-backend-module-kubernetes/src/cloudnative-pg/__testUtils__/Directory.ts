import type { Database } from '@pgstage/backstage-plugin-postgres-common';
import type { ProviderConnection } from '@pgstage/backstage-plugin-postgres-node';

/** Records what a provider reports: the current databases, and every report. */
export class Directory implements ProviderConnection {
  readonly databases = new Map<string, Database>();
  readonly problems = new Map<string, string>();
  readonly upserts: Database[] = [];
  readonly removed: string[] = [];

  upsert(database: Database): void {
    this.upserts.push(database);
    this.databases.set(database.ref, database);
  }

  remove(ref: string): void {
    this.removed.push(ref);
    this.databases.delete(ref);
  }

  replaceAll(location: string, databases: Database[]): void {
    this.problems.delete(location);
    for (const database of this.databases.values()) {
      if (database.location === location) this.databases.delete(database.ref);
    }
    databases.forEach(database => this.upsert(database));
  }

  unreachable(location: string, message: string): void {
    this.problems.set(location, message);
  }
}
