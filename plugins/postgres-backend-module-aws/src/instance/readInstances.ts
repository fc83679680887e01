import { DescribeDBInstancesCommand } from '@aws-sdk/client-rds';
import { allPages, type CallOptions, type RegionApi } from '../aws';
import { type InstanceFacts, instanceFacts } from './InstanceFacts';

/** Filter for `DescribeDBInstances`, which also returns instances of Neptune and DocumentDB. */
const ENGINE = 'postgres';

/** Reads all PostgreSQL instances of a region. */
export async function readInstances(
  api: RegionApi,
  options: CallOptions,
): Promise<InstanceFacts[]> {
  const pages = await allPages(
    Marker =>
      api.call(
        'rds',
        new DescribeDBInstancesCommand({
          Filters: [{ Name: 'engine', Values: [ENGINE] }],
          MaxRecords: 100,
          Marker,
        }),
        options,
      ),
    ({ Marker }) => Marker,
  );
  return pages
    .flatMap(({ DBInstances = [] }) => DBInstances)
    .map(instanceFacts);
}

/** Reads the instance with an identifier, of any engine; returns undefined if there is none. */
export async function readInstance(
  api: RegionApi,
  identifier: string,
  options: CallOptions,
): Promise<InstanceFacts | undefined> {
  const found = await api.tryCall(
    'rds',
    new DescribeDBInstancesCommand({ DBInstanceIdentifier: identifier }),
    ['DBInstanceNotFoundFault'],
    options,
  );
  const [instance] = found?.DBInstances ?? [];
  return instance && instanceFacts(instance);
}

/** Whether the engine is PostgreSQL. Instances of all engines share the identifiers. */
export function isPostgres({ engine }: InstanceFacts): boolean {
  return engine === ENGINE;
}

/** Whether the instance is a read replica of one in the same region. AWS reports a source in another region by its ARN. */
export function isReplicaInRegion({ replicaOf }: InstanceFacts): boolean {
  return replicaOf !== undefined && !replicaOf.startsWith('arn:');
}
