import { providerMessage } from '@pgstage/backstage-plugin-postgres-node/provider';
import { message } from '../messages';
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

const notProtected = message('changesNotProtected', {
  since: at(9).toISOString(),
});
const nothingArchived = message('nothingArchived');

describe('archiving', () => {
  it.each([
    [{}, 'working', providerMessage('walIsArchived')],
    [{ mode: 'off' }, 'attention', message('archivingOff')],
    [
      { configured: false },
      'attention',
      message('archiveCommandMissing', { effect: notProtected }),
    ],
    [
      { lastFailedAt: at(8), lastFailedWal: 'A' },
      'working',
      providerMessage('walIsArchived'),
    ],
    [
      { lastFailedAt: at(10), lastFailedWal: 'A' },
      'attention',
      message('archivingFails', { file: 'A', effect: notProtected }),
    ],
    [
      { lastFailedAt: at(1), lastFailedWal: 'A', lastArchivedAt: undefined },
      'attention',
      message('archivingFails', { file: 'A', effect: nothingArchived }),
    ],
    [{ lastArchivedAt: undefined }, 'unknown', nothingArchived],
  ])('%j is %s', (archiver, state, reason) => {
    expect(archivingOf(server(archiver))).toMatchObject({ state, reason });
  });

  it('is unknown on a standby, which does not archive', () => {
    expect(archivingOf({ ...server({}), inRecovery: true })).toMatchObject({
      state: 'unknown',
      reason: message('standbyDoesNotArchive'),
    });
  });

  it('says what is lost', () => {
    const { reason } = archivingOf(server({ configured: false }));
    expect(reason.text).toBe(
      'No archive_command is set. Changes after 2026-01-01T09:00:00.000Z are not protected',
    );
  });
});
