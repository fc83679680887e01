import type { DBInstance } from '@aws-sdk/client-rds';
import type { Call, Handler } from '../Call';
import type { InstanceRecord } from '../state';
import { idOf, instanceOf } from './find';
import { filtered, page } from './pages';
import { recoveryWindow } from './recoveryWindow';

/** An instance as it is returned now, with its tags and its last restorable time. */
export function describedInstance(
  { region, clock }: Pick<Call, 'region' | 'clock'>,
  record: InstanceRecord,
): DBInstance {
  return {
    ...record.db,
    LatestRestorableTime: recoveryWindow(record, clock.now())?.LatestTime,
    TagList: region.tags.get(record.db.DBInstanceArn!) ?? [],
  };
}

export const describeInstances: Handler = call => {
  const { params, region } = call;
  const id = params.text('DBInstanceIdentifier');
  const records = id
    ? [instanceOf(region, id)]
    : [...region.instances.values()];
  const matching = filtered(params, records, {
    'db-cluster-id': ({ db }) => db.DBClusterIdentifier,
    'db-instance-id': ({ db }) => db.DBInstanceIdentifier,
    'dbi-resource-id': ({ db }) => db.DbiResourceId,
    engine: ({ db }) => db.Engine,
  }).sort((a, b) =>
    idOf(a.db.DBInstanceIdentifier!) < idOf(b.db.DBInstanceIdentifier!)
      ? -1
      : 1,
  );
  const { items, Marker } = page(params, matching);
  return {
    Marker,
    DBInstances: items.map(record => describedInstance(call, record)),
  };
};
