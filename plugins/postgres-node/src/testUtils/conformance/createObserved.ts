import type {
  Database,
  DatabaseOperation,
} from '@pgstage/backstage-plugin-postgres-common';
import type { ProvisionDatabase } from '../../contract/PostgresProvider';
import { conformanceActor, type ConformanceContext } from './context';
import { eventually } from './waitLimits';

/** Creates a database, with a provider that observes it. */
export async function createObserved(
  context: ConformanceContext,
  more: Partial<ProvisionDatabase> = {},
) {
  const { provider, seen } = await context.observer();
  const request = {
    ...context.harness.request(context.freshName()),
    ...more,
  };
  const database = await provider.create(request, conformanceActor);
  return { provider, seen, request, ref: database.ref, database };
}

/** The same, as soon as the database runs and the operation is available. */
export async function createReady(
  context: ConformanceContext,
  operation: DatabaseOperation,
) {
  const all = await createObserved(context);
  const { seen, ref, request } = all;
  await context.harness.run?.(request.name);
  const supportOf = () => seen.databases.get(ref)?.operations[operation];
  await eventually(`${operation} can be done`, () => {
    const support = supportOf();
    return support?.supported === true && support.obstacle === undefined;
  }).catch(error => {
    throw new Error(`${error.message}: ${JSON.stringify(supportOf())}`);
  });
  return { ...all, database: seen.databases.get(ref) as Database };
}
