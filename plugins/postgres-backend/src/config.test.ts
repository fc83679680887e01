import { mockServices } from '@backstage/backend-test-utils';
import { readPostgresConfig } from './config';

const read = (data: object) =>
  readPostgresConfig(
    mockServices.rootConfig({ data: JSON.parse(JSON.stringify(data)) }),
  );

describe('readPostgresConfig', () => {
  it('is safe where nothing is configured', () => {
    expect(read({})).toMatchObject({
      admins: [],
      reveal: false,
      policyDecides: false,
      reconcileSchedule: { frequency: { minutes: 5 } },
    });
  });

  it('writes entity refs as the catalog does', () => {
    expect(
      read({ postgres: { admins: ['Group:default/Platform'] } }).admins,
    ).toEqual(['group:default/platform']);
  });

  it.each(['platform', 'group:platform', 'default/platform', 'group:a/b/c'])(
    'refuses the short ref %s',
    admin => {
      expect(() => read({ postgres: { admins: [admin] } })).toThrow(
        /'postgres\.admins\[0\]' must be a full entity ref/,
      );
    },
  );

  it('takes a schedule', () => {
    const schedule = { frequency: { minutes: 1 }, timeout: 'PT30S' };
    expect(
      read({ postgres: { reconcile: { schedule } } }).reconcileSchedule
        .frequency,
    ).toEqual({ minutes: 1 });
  });
});
