import type { Handler } from '../Call';
import { instanceOf, required, zonesOf } from './find';
import { filtered, page } from './pages';
import { endOfStandardSupport, engineVersion, versions } from './versions';

const classes = ['db.t4g.medium', 'db.m7g.large', 'db.m7g.xlarge'];

/** Storage types with the ranges of "Amazon RDS DB instance storage" (2023). */
const storageTypes = [
  { StorageType: 'gp2', MinStorageSize: 20 },
  {
    StorageType: 'gp3',
    MinStorageSize: 20,
    SupportsStorageThroughput: true,
    SupportsIops: true,
  },
  { StorageType: 'io1', MinStorageSize: 100, SupportsIops: true },
];

export const describeEngineVersions: Handler = ({ params, clock }) => {
  const engine = params.text('Engine');
  const version = params.text('EngineVersion');
  const family = params.text('DBParameterGroupFamily');
  const all = params.flag('IncludeAll') ?? false;
  const one = params.flag('DefaultOnly') ?? false;
  const matching = versions
    .map(name => engineVersion(name, clock.now()))
    .filter(
      found =>
        (!engine || found.Engine === engine) &&
        (!version ||
          found.EngineVersion === version ||
          found.MajorEngineVersion === version) &&
        (!family || found.DBParameterGroupFamily === family) &&
        (all || found.Status === 'available') &&
        (!one || found.EngineVersion === '17.9'),
    );
  const { items, Marker } = page(
    params,
    filtered(params, matching, {
      'engine-version': found => found.EngineVersion,
      status: found => found.Status,
    }),
  );
  return { Marker, DBEngineVersions: items };
};

/** With the end of standard support of each major version. */
export const describeMajorVersions: Handler = ({ params }) => {
  const engine = params.text('Engine');
  const major = params.text('MajorEngineVersion');
  const matching = Object.entries(endOfStandardSupport)
    .filter(([name]) => !major || name === major)
    .filter(() => !engine || engine === 'postgres')
    .map(([name, end]) => ({
      Engine: 'postgres',
      MajorEngineVersion: name,
      SupportedEngineLifecycles: [
        {
          LifecycleSupportName: 'open-source-rds-standard-support',
          LifecycleSupportStartDate: new Date(`${2007 + Number(name)}-02-28`),
          LifecycleSupportEndDate: new Date(end),
        },
      ],
    }));
  const { items, Marker } = page(params, matching);
  return { Marker, DBMajorEngineVersions: items };
};

/** One option for each version, class and storage type. */
export const describeOrderableOptions: Handler = ({ params, region }) => {
  const engine = required(params, 'Engine');
  const version = params.text('EngineVersion');
  const name = params.text('DBInstanceClass');
  const vpc = params.flag('Vpc') ?? true;
  const matching = versions
    .filter(known => engine === 'postgres' && (!version || known === version))
    .flatMap(known =>
      classes
        .filter(each => !name || each === name)
        .flatMap(each =>
          storageTypes.map(storage => ({
            ...storage,
            Engine: 'postgres',
            EngineVersion: known,
            DBInstanceClass: each,
            AvailabilityZones: zonesOf(region).map(Name => ({ Name })),
            MaxStorageSize: 65_536,
            MultiAZCapable: true,
            ReadReplicaCapable: true,
            SupportsIAMDatabaseAuthentication: true,
            SupportsPerformanceInsights: true,
            SupportsStorageAutoscaling: true,
            SupportsStorageEncryption: true,
            Vpc: vpc,
          })),
        ),
    );
  const { items, Marker } = page(params, matching, 1000);
  return { Marker, OrderableDBInstanceOptions: items };
};

/** Storage that this instance can have: it only grows. */
export const describeValidModifications: Handler = ({ params, region }) => {
  const { db } = instanceOf(region, required(params, 'DBInstanceIdentifier'));
  return {
    ValidDBInstanceModificationsMessage: {
      Storage: storageTypes.map(({ StorageType }) => ({
        StorageType,
        StorageSize: [{ From: db.AllocatedStorage, To: 65_536, Step: 1 }],
        SupportsStorageAutoscaling: true,
      })),
    },
  };
};
