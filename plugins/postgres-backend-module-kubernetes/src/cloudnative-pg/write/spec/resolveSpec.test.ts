import { ConfigReader } from '@backstage/config';
import { readCloudNativePgConfig } from '../../model';
import { checkSpec, resolveSpec } from './resolveSpec';

const config = readCloudNativePgConfig(
  new ConfigReader({
    postgres: {
      providers: {
        'cloudnative-pg': {
          backupTargets: {
            main: { type: 's3', path: 's3://main' },
            other: { type: 's3', path: 's3://other' },
          },
          backup: { target: 'main', retention: '7d' },
          monitoring: true,
        },
      },
    },
  }),
);
const backupOf = (options?: Record<string, unknown>) =>
  resolveSpec(config, 'orders', { options }).options.backup;

it('backs up to the configured target unless the request disables backups', () => {
  const byDefault = {
    target: 'main',
    schedule: 'daily at 02:00',
    retention: '7d',
  };
  expect(backupOf()).toEqual(byDefault);
  expect(backupOf({ backup: {} })).toEqual(byDefault);
  expect(backupOf({ backup: { enabled: true } })).toEqual(byDefault);
  expect(backupOf({ backup: { target: 'other' } })).toEqual({
    ...byDefault,
    target: 'other',
  });
  expect(backupOf({ backup: { enabled: false } })).toBeUndefined();
  expect(
    backupOf({ backup: { enabled: false, target: 'other' } }),
  ).toBeUndefined();
});

it('adds no defaults to a recorded database', () => {
  const { resolved } = checkSpec(config, 'orders', {}, true);
  expect(resolved?.options).toEqual({});
});

it('allows a request without monitoring', () => {
  const { options } = resolveSpec(config, 'orders', {
    options: { monitoring: false },
  });
  expect(options.monitoring).toBe(false);
});

it('refuses to turn off what standbys need', () => {
  const parameters = { wal_log_hints: 'off' };
  const issues = (instances: number) =>
    checkSpec(config, 'orders', { instances, options: { parameters } }).issues;
  expect(issues(1)).toEqual([]);
  expect(issues(2)).toMatchObject([
    { field: 'options.parameters.wal_log_hints' },
  ]);
});
