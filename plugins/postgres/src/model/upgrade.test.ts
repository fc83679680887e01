import {
  clusterBackups,
  clusterHealth,
  clusterView,
} from '../../dev/clusterFixtures';
import { majorOfImage, majorPreconditions, upgradeTargets } from './upgrade';

const at = (serverVersion: string | undefined, version?: string) =>
  clusterView({ serverVersion, spec: { version } });

describe('upgradeTargets', () => {
  const offered = ['18', '17.6', '17.4', '17', '16'];

  it('offers what is newer, and says which of them are major', () => {
    expect(upgradeTargets(at('17.5', '17.5'), offered)).toEqual([
      { version: '18', kind: 'major' },
      { version: '17.6', kind: 'minor' },
      { version: '17', kind: 'minor' },
    ]);
  });

  it('does not offer what was asked for already', () => {
    expect(upgradeTargets(at('18.1', '18'), offered)).toEqual([]);
    expect(upgradeTargets(at(undefined, '17'), ['17', '18'])).toEqual([
      { version: '18', kind: 'major' },
    ]);
  });

  it('offers the way back from a major upgrade that did not happen', () => {
    expect(upgradeTargets(at('17.5', '18'), ['18', '17'])).toEqual([
      { version: '17', kind: 'minor' },
    ]);
  });

  it('offers nothing where the version is not known', () => {
    expect(upgradeTargets(at(undefined), offered)).toEqual([]);
  });
});

describe('majorPreconditions', () => {
  const unmet = (...args: Parameters<typeof majorPreconditions>) =>
    majorPreconditions(...args)
      .filter(({ met }) => !met)
      .map(({ text }) => text);

  it('is content with a database that works and has a backup', () => {
    const { members, ...rest } = clusterHealth();
    expect(
      unmet(clusterView(), { ...rest, members }, clusterBackups()),
    ).toEqual([]);
  });

  it('names all that stands against it', () => {
    const [primary, standby] = clusterHealth().members;
    expect(
      unmet(
        clusterView({
          safe: false,
          fenced: ['orders-2'],
          status: { state: 'changing', reason: 'Restarting', since: '' },
        }),
        clusterHealth({
          members: [primary, { ...standby, state: 'attention' }],
        }),
        clusterBackups({
          backups: clusterBackups().backups.map(each => ({
            ...each,
            status: 'running',
          })),
        }),
      ),
    ).toEqual([
      '1 of 2 members work',
      'Fenced: orders-2. Lift that first',
      'A change is under way: Restarting',
      'A backup is running: wait until it has ended',
      expect.stringContaining('take one first'),
    ]);
  });

  it('takes members that nobody knows for a reason to wait', () => {
    expect(unmet(clusterView({ summary: {} }), undefined, undefined)).toEqual([
      'The members are not known',
    ]);
  });
});

it('reads the major version from an image as the operator does', () => {
  expect(majorOfImage('example.com:5000/postgresql:17.5-bookworm')).toBe(17);
  expect(majorOfImage('example.com/postgresql:latest')).toBeUndefined();
});
