import { clusterView } from '../../dev/clusterFixtures';
import { majorOfImage, availableUpgrades } from './upgrade';

const at = (serverVersion: string | undefined, version?: string) =>
  clusterView({ serverVersion, spec: { version } });

describe('availableUpgrades', () => {
  const offered = ['18', '17.6', '17.4', '17', '16'];

  it('offers what is newer, and says which of them are major', () => {
    expect(availableUpgrades(at('17.5', '17.5'), offered)).toEqual([
      { version: '18', kind: 'major' },
      { version: '17.6', kind: 'minor' },
      { version: '17', kind: 'minor' },
    ]);
  });

  it('does not offer what was asked for already', () => {
    expect(availableUpgrades(at('18.1', '18'), offered)).toEqual([]);
    expect(availableUpgrades(at(undefined, '17'), ['17', '18'])).toEqual([
      { version: '18', kind: 'major' },
    ]);
  });

  it('offers the way back from a major upgrade that did not happen', () => {
    expect(availableUpgrades(at('17.5', '18'), ['18', '17'])).toEqual([
      { version: '17', kind: 'minor' },
    ]);
  });

  it('offers nothing where the version is not known', () => {
    expect(availableUpgrades(at(undefined), offered)).toEqual([]);
  });
});

it('reads the major version from an image as the operator does', () => {
  expect(majorOfImage('example.com:5000/postgresql:17.5-bookworm')).toBe(17);
  expect(majorOfImage('example.com/postgresql:latest')).toBeUndefined();
});
