import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { databaseView } from '../../../dev/fixtures';
import { Scenario, scenarios } from '../../../dev/scenarios';
import { renderTab } from '../../__testUtils__/renderTab';
import { responseError } from '../../__testUtils__/responseError';
import { translate as t } from '../../__testUtils__/translate';

const orders = (api: Scenario['api']): Scenario => ({
  databases: [databaseView()],
  api,
});

async function openMenu() {
  await userEvent.click(
    await screen.findByRole('button', { name: /^Actions on/ }),
  );
  return screen.findByRole('menu', { name: /^Actions on/ });
}
async function choose(name: string | RegExp) {
  const item = within(await openMenu()).getByRole('menuitem', { name });
  await waitFor(() => expect(item).toHaveAttribute('aria-disabled', 'false'));
  await userEvent.click(item);
}

describe('ActionsMenu', () => {
  it('starts a backup with one click and announces it', async () => {
    const { api, alert } = renderTab();
    await choose('Back up now');
    await waitFor(() =>
      expect(api.createBackup).toHaveBeenCalledWith(
        'server:main/orders-db',
        {},
      ),
    );
    await waitFor(() =>
      expect(alert.getAlerts()).toMatchObject([
        { message: t('operation.backupStarted', { database: 'orders-db' }) },
      ]),
    );
  });

  describe('until it is known which backups are possible', () => {
    const unknown = orders({ getBackups: () => new Promise(() => {}) });
    const reason = new RegExp(t('backups.methodsLoading'));

    it('offers none in the menu', async () => {
      renderTab(unknown);
      const item = within(await openMenu()).getByRole('menuitem', {
        name: /^Back up now/,
      });
      expect(item).toHaveAttribute('aria-disabled', 'true');
      expect(item).toHaveTextContent(reason);
    });

    it.each(['operations', 'backups'])('offers none in %s', async section => {
      renderTab(unknown, `/${section}`);
      expect(
        await screen.findByRole('button', { name: 'Back up now' }),
      ).toBeDisabled();
      expect(screen.getByText(reason)).toBeInTheDocument();
    });
  });

  it('shows on the page why a backup did not start', async () => {
    renderTab(
      orders({
        createBackup: jest.fn().mockRejectedValue(
          await responseError(503, {
            name: 'ServiceUnavailableError',
            message: 'The server main failed: disk full.',
          }),
        ),
      }),
    );
    await choose('Back up now');
    expect(
      await screen.findByText('The server main failed: disk full.'),
    ).toBeInTheDocument();
    expect(screen.getByText(/HTTP 503/)).toBeInTheDocument();
  });

  it('shows operations without permission, reachable by keyboard, and once who has the permission', async () => {
    const { api } = renderTab(scenarios.partial);
    const menu = await openMenu();
    const [who, , item] = within(menu).getAllByRole('menuitem');
    expect(who).toHaveTextContent('Only team-orders can do this.');
    expect(who).toHaveFocus();
    expect(item).toHaveAttribute('aria-disabled', 'true');
    expect(item).toHaveTextContent(/^Change connection limit…$/);
    await userEvent.keyboard('{ArrowDown}{ArrowDown}');
    expect(item).toHaveFocus();
    await userEvent.keyboard('{Enter}');
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
    expect(api.changeDatabase).not.toHaveBeenCalled();
  });

  it('collapses operations that the provider never supports, with the reasons', async () => {
    renderTab();
    const menu = within(await openMenu());
    const fold = await menu.findByRole('menuitem', {
      name: 'Not offered by PostgreSQL servers (15)',
    });
    expect(menu.queryByText(/Switch over/)).not.toBeInTheDocument();
    expect(menu.getAllByRole('menuitem').at(-1)).toHaveTextContent('Remove…');
    await userEvent.click(fold);
    expect(
      menu.getByRole('menuitem', { name: /Switch over/ }),
    ).toHaveTextContent('ask the platform team');
  });

  it.each(['menu', 'section'])(
    'formats the times of a reason in the %s',
    async element => {
      const { operations } = databaseView();
      const backup = {
        supported: false as const,
        reason: {
          id: 'tooSoon',
          text: 'The next one is possible from 2026-11-26T05:03:55.000Z.',
        },
      };
      renderTab(
        {
          databases: [databaseView({ operations: { ...operations, backup } })],
        },
        element === 'section' ? '/operations' : undefined,
      );
      if (element === 'menu') await openMenu();
      await waitFor(() =>
        expect(document.body).toHaveTextContent(
          /The next one is possible from 26 Nov 2026, 05:03:55 UTC\./,
        ),
      );
    },
  );

  it('does not allow changes of a stale database', async () => {
    renderTab(scenarios.unreachable);
    const item = within(await openMenu()).getByRole('menuitem', {
      name: /^Remove/,
    });
    expect(item).toHaveAttribute('aria-disabled', 'true');
    expect(item).toHaveTextContent(t('stale.location', { location: 'main' }));
  });

  it('returns focus to the menu after a dialog', async () => {
    renderTab();
    await choose('Rotate password…');
    await screen.findByRole('dialog');
    await userEvent.keyboard('{Escape}');
    await waitFor(() =>
      expect(screen.getByRole('button', { name: /^Actions on/ })).toHaveFocus(),
    );
  });
});
