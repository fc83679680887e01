import type {
  Database,
  DatabaseOperation,
} from '@pgstage/backstage-plugin-postgres-common';
import type { ProvisionDatabase } from '../../contract/PostgresProvider';
import { conformanceActor, type ConformanceContext } from './context';
import { eventually } from './waitLimits';

/** Creates a database with a connected provider. */
export async function createObserved(
  context: ConformanceContext,
  settings: Partial<ProvisionDatabase> = {},
) {
  const { provider, seen } = await context.observer();
  const request = {
    ...context.harness.request(context.freshName()),
    ...settings,
  };
  const database = await provider.create(request, conformanceActor);
  return { provider, seen, request, ref: database.ref, database };
}

/** Creates a database, and waits until it runs and the operation is available. */
export async function createReady(
  context: ConformanceContext,
  operation: DatabaseOperation,
) {
  const created = await createObserved(context);
  const { seen, ref, request } = created;
  await context.harness.run?.(request.name);
  const supportOf = () => seen.databases.get(ref)?.operations[operation];
  await eventually(`${operation} is available`, () => {
    const support = supportOf();
    return support?.supported === true && support.obstacle === undefined;
  }).catch(error => {
    throw new Error(`${error.message}: ${JSON.stringify(supportOf())}`);
  });
  return { ...created, database: seen.databases.get(ref) as Database };
}
