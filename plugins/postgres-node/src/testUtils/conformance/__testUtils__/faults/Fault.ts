import type { Database } from '@pgstage/backstage-plugin-postgres-common';
import type {
  PostgresProvider,
  ProviderConnection,
} from '../../../../contract/PostgresProvider';
import type { InMemoryEngine } from '../InMemoryEngine';

/** A fault of a provider, and the titles of the checks that must find it. */
export interface Fault {
  what: string;
  checks: RegExp;
  /** Returns the faulty methods. */
  wrong(
    right: Required<PostgresProvider>,
    engine: InMemoryEngine,
  ): Partial<PostgresProvider>;
}

/** Returns a `connect` with some reports replaced. */
export const reporting = (
  right: PostgresProvider,
  wrong: (connection: ProviderConnection) => Partial<ProviderConnection>,
): Partial<PostgresProvider> => ({
  connect: connection => {
    const all: ProviderConnection = {
      upsert: database => connection.upsert(database),
      remove: ref => connection.remove(ref),
      replaceAll: (location, databases) =>
        connection.replaceAll(location, databases),
      unreachable: (location, message) =>
        connection.unreachable(location, message),
    };
    return right.connect({ ...all, ...wrong(all) });
  },
});

/** Returns a `connect` that alters each reported database. */
export const altering = (
  right: PostgresProvider,
  alter: (database: Database) => Database,
): Partial<PostgresProvider> =>
  reporting(right, ({ replaceAll }) => ({
    replaceAll: (location, databases) =>
      replaceAll(location, databases.map(alter)),
  }));

/** Runs a function after the faulty call has returned. */
export const later = (work: () => void) => {
  setTimeout(work, 50);
};
