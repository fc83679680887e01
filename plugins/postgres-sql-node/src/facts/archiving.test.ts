import { archivingOf } from './archiving';
import type { ArchiverFacts } from './serverFacts';

const at = (hour: number) => new Date(Date.UTC(2026, 0, 1, hour));
const server = (archiver: Partial<ArchiverFacts>) => ({
  now: at(11),
  inRecovery: false,
  archiver: {
    mode: 'on',
    configured: true,
    lastArchivedAt: at(9),
    lastArchivedWal: '00000001000000000000000A',
    ...archiver,
  },
});

describe('archiving', () => {
  it.each([
    [{}, 'working', /^WAL is archived$/],
    [{ mode: 'off' }, 'attention', /archive_mode/],
    [
      { configured: false },
      'attention',
      /No archive_command is set\. Changes after 2026-01-01T09/,
    ],
    [{ lastFailedAt: at(8), lastFailedWal: 'A' }, 'working', /archived/],
    [
      { lastFailedAt: at(10), lastFailedWal: 'A' },
      'attention',
      /^Archiving of A fails\. Changes after 2026-01-01T09/,
    ],
    [
      { lastFailedAt: at(1), lastFailedWal: 'A', lastArchivedAt: undefined },
      'attention',
      /No WAL has been archived yet/,
    ],
    [{ lastArchivedAt: undefined }, 'unknown', /No WAL has been archived yet/],
  ])('%j is %s', (archiver, state, reason) => {
    expect(archivingOf(server(archiver))).toMatchObject({
      state,
      reason: expect.stringMatching(reason),
    });
  });
});
