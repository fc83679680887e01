import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { databaseView } from '../../../dev/fixtures';
import { scenarios } from '../../../dev/scenarios';
import { violations } from '../../__testUtils__/axe';
import { renderTab } from '../../__testUtils__/renderTab';

describe('DatabasePage', () => {
  it.each(['connect', 'health', 'backups', 'operations'])(
    'breaks no rule of accessibility: %s',
    async section => {
      renderTab(scenarios.kubernetes, `/${section}`);
      await screen.findByRole('heading', { name: 'orders', level: 2 });
      await waitFor(() =>
        expect(document.querySelector('[aria-busy]')).toBeNull(),
      );
      expect(await violations()).toEqual([]);
    },
    60_000,
  );

  it('has none in the menu, and in the dialog of a destructive operation', async () => {
    renderTab(scenarios.kubernetes);
    await userEvent.click(
      await screen.findByRole('button', { name: /^Actions on/ }),
    );
    await screen.findByRole('menu');
    expect(await violations()).toEqual([]);
    await userEvent.click(screen.getByRole('menuitem', { name: 'Remove…' }));
    await screen.findByRole('dialog');
    expect(await violations()).toEqual([]);
  });

  it.each([
    [true, 'on'],
    [undefined, 'off'],
  ])('shows whether deletion is protected: %s', async (isProtected, word) => {
    renderTab({
      databases: [databaseView({ spec: { protected: isProtected } })],
    });
    const term = await screen.findByText('Deletion protection');
    expect(term.parentElement).toHaveTextContent(`Deletion protection ${word}`);
  });

  it('does not claim that no backup was started without a response', async () => {
    const createBackup = jest.fn().mockRejectedValue(new Error('no network'));
    renderTab({ databases: [databaseView()], api: { createBackup } });
    await userEvent.click(
      await screen.findByRole('button', { name: /^Actions on/ }),
    );
    await userEvent.click(
      await screen.findByRole('menuitem', { name: /^Back up/ }),
    );
    expect(await screen.findByText('No response from Backstage')).toBeVisible();
    expect(screen.queryByText(/could not be started/)).toBeNull();
  });
});
