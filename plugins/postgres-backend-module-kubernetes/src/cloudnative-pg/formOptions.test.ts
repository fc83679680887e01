import { mockServices } from '@backstage/backend-test-utils';
import { formOptions } from './formOptions';
import { readCloudNativePgConfig } from './model';
import { optionClasses, optionsSchema } from './write';

const config = readCloudNativePgConfig(mockServices.rootConfig({ data: {} }));
const targets = [
  { id: 'store', title: 'store: object store S3' },
  { id: 'archive', title: 'archive: volume snapshots' },
];
interface Schema {
  default?: unknown;
  properties: Record<string, Schema>;
  dependencies: { enabled: { oneOf: Schema[] } };
}
const propertiesOf = (...args: [typeof targets, boolean]) =>
  (formOptions(config, ...args) as unknown as Schema).properties;

describe('the options in forms', () => {
  it('has the choices and the defaults of the configuration', () => {
    const [off, on] = propertiesOf(targets, true).backup.dependencies.enabled
      .oneOf;
    expect(off.properties).toEqual({ enabled: { const: false } });
    expect(on.properties).toMatchObject({
      target: {
        enum: ['store', 'archive'],
        enumNames: targets.map(({ title }) => title),
        default: 'store',
      },
      schedule: { default: 'daily at 02:00' },
      retention: { default: '30d' },
    });
  });

  it('has no backups without a target, and no SQL that cannot run', () => {
    expect(propertiesOf([], false)).not.toHaveProperty('backup');
    expect(propertiesOf([], false)).not.toHaveProperty('initSqlAsOwner');
    expect(propertiesOf([], true)).toHaveProperty('initSqlAsOwner');
  });

  it('has nothing that the provider or the platform team would refuse', () => {
    const requested = {
      backup: {
        enabled: true,
        target: 'store',
        schedule: 'daily at 02:00',
        retention: '30d',
      },
      pooler: {
        mode: 'session',
        instances: 1,
        type: 'rw',
        maxClientConnections: 10,
        defaultPoolSize: 5,
      },
      synchronous: { number: 1, method: 'any', durability: 'preferred' },
      walStorage: { size: '5Gi' },
      affinity: {
        antiAffinity: 'preferred',
        topologyKey: 'topology.kubernetes.io/zone',
      },
      parameters: { work_mem: '8MB' },
      initSqlAsOwner: 'CREATE TABLE a ()',
      tls: { only: true, altDnsNames: ['db.example.com'] },
      monitoring: true,
    };
    const properties = propertiesOf(targets, true);
    expect(Object.keys(requested).sort()).toEqual(
      Object.keys(properties).sort(),
    );
    const groups = Object.entries(requested).flatMap(([name, value]) => {
      const { properties: inner, dependencies } = properties[name];
      const offered = dependencies?.enabled.oneOf[1].properties ?? inner;
      return offered ? [{ name, value, offered }] : [];
    });
    const keysOf = (each: object) => Object.keys(each).sort();
    expect(groups.map(({ value }) => keysOf(value as object))).toEqual(
      groups.map(({ offered }) => keysOf(offered)),
    );
    expect(optionsSchema.safeParse(requested).error).toBeUndefined();
    expect(
      Object.values(optionClasses.of({ options: requested })),
    ).not.toContain('platform');
  });
});
