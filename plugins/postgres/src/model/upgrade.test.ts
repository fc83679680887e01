import { clusterView } from '../../dev/clusterFixtures';
import { availableUpgrades } from './upgrade';

const at = (serverVersion: string | undefined, version?: string) =>
  clusterView({ serverVersion, spec: { version } });

describe('availableUpgrades', () => {
  const offered = ['18', '17.6', '17.4', '17', '16'];

  it('offers newer versions, and marks major ones', () => {
    expect(availableUpgrades(at('17.5', '17.5'), offered)).toEqual([
      { version: '18', kind: 'major' },
      { version: '17.6', kind: 'minor' },
      { version: '17', kind: 'minor' },
    ]);
  });

  it('does not offer the requested version', () => {
    expect(availableUpgrades(at('18.1', '18'), offered)).toEqual([]);
    expect(availableUpgrades(at(undefined, '17'), ['17', '18'])).toEqual([
      { version: '18', kind: 'major' },
    ]);
  });

  it('offers the previous version after a failed major upgrade', () => {
    expect(availableUpgrades(at('17.5', '18'), ['18', '17'])).toEqual([
      { version: '17', kind: 'minor' },
    ]);
  });

  it('offers nothing for an unknown version', () => {
    expect(availableUpgrades(at(undefined), offered)).toEqual([]);
  });
});
