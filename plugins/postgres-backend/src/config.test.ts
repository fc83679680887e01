import { mockServices } from '@backstage/backend-test-utils';
import { readPostgresConfig } from './config';

const read = (data: object) =>
  readPostgresConfig(
    mockServices.rootConfig({ data: JSON.parse(JSON.stringify(data)) }),
  );

describe('readPostgresConfig', () => {
  it('has safe defaults', () => {
    expect(read({})).toMatchObject({
      admins: [],
      reveal: false,
      policyDecides: false,
      reconcileSchedule: { frequency: { minutes: 5 } },
      backstageTimeoutMs: 5_000,
    });
  });

  it('reads the timeout for other plugins, and rejects zero', () => {
    const limit = (backstage: unknown) =>
      read({ postgres: { timeouts: { backstage } } }).backstageTimeoutMs;
    expect(limit('2s')).toBe(2_000);
    expect(limit({ minutes: 1 })).toBe(60_000);
    expect(() => limit({ seconds: 0 })).toThrow(/timeouts\.backstage/);
    expect(() => limit('soon')).toThrow(/timeouts\.backstage/);
  });

  it('normalizes entity refs like the catalog', () => {
    expect(
      read({ postgres: { admins: ['Group:default/Platform'] } }).admins,
    ).toEqual(['group:default/platform']);
  });

  it.each(['platform', 'group:platform', 'default/platform', 'group:a/b/c'])(
    'rejects the short ref %s',
    admin => {
      expect(() => read({ postgres: { admins: [admin] } })).toThrow(
        /'postgres\.admins\[0\]' must be a full entity ref/,
      );
    },
  );

  it('reads the keys that sign records', () => {
    const key = 'x'.repeat(32);
    const readKeys = (recordKeys: object[]) =>
      read({ postgres: { recordKeys } }).recordKeys;
    expect(read({}).recordKeys).toBeUndefined();
    expect(readKeys([{ id: 'a', key }])).toEqual([{ id: 'a', key }]);
    expect(() => readKeys([{ id: 'a', key: 'short' }])).toThrow(
      /'postgres\.recordKeys\[0\]\.key' must have at least 32 characters/,
    );
    expect(() =>
      readKeys([
        { id: 'a', key },
        { id: 'a', key },
      ]),
    ).toThrow(/'postgres\.recordKeys\[1\]\.id' must be unique/);
  });

  it('reads quotas', () => {
    const quotas = (value: object) =>
      read({ postgres: { quotas: value } }).quotas;
    const limits = quotas({
      default: { databases: 5, storage: '1Gi' },
      owners: [{ owner: 'Group:default/Team', databases: 0 }],
    });
    expect(limits.default).toEqual({ databases: 5, storage: 2 ** 30 });
    expect(limits.owners.get('group:default/team')).toEqual({ databases: 0 });
    expect(() => quotas({ default: { databases: -1 } })).toThrow(
      /'postgres\.quotas\.default\.databases' must be a whole number/,
    );
    expect(() =>
      quotas({ owners: [{ owner: 'group:default/a', storage: 'much' }] }),
    ).toThrow(/'postgres\.quotas\.owners\[0\]\.storage' must be a size/);
  });

  it('reads a schedule', () => {
    const schedule = { frequency: { minutes: 1 }, timeout: 'PT30S' };
    expect(
      read({ postgres: { reconcile: { schedule } } }).reconcileSchedule
        .frequency,
    ).toEqual({ minutes: 1 });
  });
});
