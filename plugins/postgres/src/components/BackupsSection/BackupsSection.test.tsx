import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  ago,
  backups,
  claimed,
  databaseView,
  ok,
  seen,
} from '../../../dev/fixtures';
import { renderTab } from '../../__testUtils__/renderTab';
import { translate as t } from '../../__testUtils__/translate';

describe('BackupsSection', () => {
  it('lists all backups, failed ones with the reason', async () => {
    renderTab(undefined, '/backups');
    const table = await screen.findByRole('table', {
      name: 'Backups, newest first',
    });
    const [, finished, failed] = within(table).getAllByRole('row');
    expect(finished).toHaveTextContent(
      /UTC.*finished.*14 s.*39 MB.*Whole server.*passed/,
    );
    expect(failed).toHaveTextContent(/failed.*No space left on device/);
    expect(screen.getByText('WAL is archived')).toBeInTheDocument();
    expect(
      screen.getByText(/Dump: not available. No pg_dump/),
    ).toBeInTheDocument();
  });

  it('shows until when changes are protected, and what is unknown', async () => {
    const section = backups({
      recoveryWindow: {
        from: ago(9999),
        to: ago(999),
        unprovenTo: ago(9),
        evidence: seen('instance'),
      },
      protectedUntil: ago(999),
    });
    renderTab(
      {
        databases: [databaseView()],
        api: { getBackups: async () => ok(section) },
      },
      '/backups',
    );
    await screen.findAllByText(/^Changes protected until/);
    expect(document.body).toHaveTextContent(
      /Later points in time, up to .* at most, may be restorable/,
    );
  });

  it.each([
    [[], 1],
    [undefined, 0],
  ])(
    'of schedules %j it says %d times that there are none',
    async (schedules, times) => {
      const getBackups = async () => ok(backups({ schedules }));
      renderTab(
        { databases: [databaseView()], api: { getBackups } },
        '/backups',
      );
      await screen.findByText('WAL is archived');
      expect(screen.queryAllByText('No backups are scheduled.')).toHaveLength(
        times,
      );
    },
  );

  it('starts a backup with the selected method, then reloads the list', async () => {
    const methods = backups().methods.map(method => ({
      ...method,
      supported: true as const,
    }));
    const getBackups = jest.fn(async () => ok(backups({ methods })));
    const { api } = renderTab(
      { databases: [databaseView()], api: { getBackups } },
      '/backups',
    );
    await userEvent.selectOptions(
      await screen.findByLabelText('Method'),
      'dump',
    );
    const before = api.getBackups.mock.calls.length;
    await userEvent.click(screen.getByRole('button', { name: 'Back up now' }));
    await waitFor(() =>
      expect(api.createBackup).toHaveBeenCalledWith('server:main/orders-db', {
        method: 'dump',
      }),
    );
    await waitFor(() =>
      expect(api.getBackups.mock.calls.length).toBeGreaterThan(before),
    );
    // The started backup is shown although the list does not contain it yet.
    const [, started] = screen.getAllByRole('row');
    expect(started).toHaveTextContent('running');
  });

  it('does not claim that no backup was started without a response', async () => {
    const createBackup = jest.fn().mockRejectedValue(new Error('no network'));
    renderTab(
      { databases: [databaseView()], api: { createBackup } },
      '/backups',
    );
    const button = await screen.findByRole('button', { name: 'Back up now' });
    await waitFor(() => expect(button).toBeEnabled());
    await userEvent.click(button);
    expect(await screen.findByText('No response from Backstage')).toBeVisible();
    expect(screen.queryByText(/could not be started/)).toBeNull();
  });

  it('shows in tile, section and list why a finished backup may not be restorable', async () => {
    const [finished] = backups().backups;
    const lacking = {
      ...finished,
      restoreObstacle: {
        kind: 'not-now' as const,
        what: {
          id: 'unproven',
          text: 'The WAL that it needs is not known to be archived. Wait.',
        },
      },
    };
    const section = backups({ backups: [lacking], recoveryWindow: undefined });
    renderTab(
      {
        databases: [databaseView({ safe: claimed(undefined), summary: {} })],
        api: { getBackups: async () => ok(section) },
      },
      '/backups',
    );
    await screen.findByRole('cell', { name: /finished The WAL that/ });
    expect(
      screen.getAllByText(
        /^Do not rely on the last finished backup\. The WAL that it needs/,
      ),
    ).toHaveLength(2);
    expect(document.body).not.toHaveTextContent(/no finished backup/);
    expect(document.body).not.toHaveTextContent(/Last good backup/);
  });

  it('does not allow a restore if every finished backup may fail', async () => {
    const [finished] = backups().backups;
    const what = { id: 'unproven', text: 'Its WAL may be missing.' };
    const section = backups({
      backups: [{ ...finished, restoreObstacle: { kind: 'may-fail', what } }],
      recoveryWindow: undefined,
    });
    renderTab({
      databases: [databaseView({ safe: claimed(true), summary: {} })],
      api: { getBackups: async () => ok(section) },
    });
    expect(await screen.findByText(t('tiles.backups.uncertain'))).toBeVisible();
    expect(
      screen.getByText(new RegExp(`^${t('recovery.backupUndated.maybe')}`)),
    ).toBeVisible();
  });

  it('shows a damaged backup', async () => {
    const [finished] = backups().backups;
    const damaged = {
      ...finished,
      verified: { at: ago(1), ok: false, message: 'bad checksum' },
    };
    renderTab(
      {
        databases: [databaseView()],
        api: { getBackups: async () => ok(backups({ backups: [damaged] })) },
      },
      '/backups',
    );
    const message = await screen.findByText(/bad checksum/);
    expect(message.closest('td')).toHaveTextContent('damaged');
  });
});
