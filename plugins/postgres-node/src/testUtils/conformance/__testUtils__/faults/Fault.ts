import type { Database } from '@pgstage/backstage-plugin-postgres-common';
import type {
  PostgresProvider,
  ProviderConnection,
} from '../../../../contract/PostgresProvider';
import type { InMemoryEngine } from '../InMemoryEngine';

/** What is wrong with a provider, and the checks that must find it, by their names. */
export interface Fault {
  what: string;
  checks: RegExp;
  /** The methods that are wrong. */
  wrong(
    right: Required<PostgresProvider>,
    engine: InMemoryEngine,
  ): Partial<PostgresProvider>;
}

/** A provider that tells of databases in another way. */
export const telling = (
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

/** One whose databases look otherwise. */
export const showing = (
  right: PostgresProvider,
  alter: (database: Database) => Database,
): Partial<PostgresProvider> =>
  telling(right, ({ replaceAll }) => ({
    replaceAll: (location, databases) =>
      replaceAll(location, databases.map(alter)),
  }));

export const later = (work: () => void) => {
  setTimeout(work, 50);
};
