import type {
  Database,
  DatabaseOperation,
} from '@pgstage/backstage-plugin-postgres-common';
import { conformanceActor, type ConformanceContext } from './context';
import { eventually } from './patience';

/** A new database, with a provider that observes it. */
export async function made(context: ConformanceContext) {
  const { provider, seen } = await context.observer();
  const request = context.harness.request(context.freshName());
  const database = await provider.create(request, conformanceActor);
  return { provider, seen, request, ref: database.ref, database };
}

/** The same, once it runs and an operation can be done to it now. */
export async function ready(
  context: ConformanceContext,
  operation: DatabaseOperation,
) {
  const all = await made(context);
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
