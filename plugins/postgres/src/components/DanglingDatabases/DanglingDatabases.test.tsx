import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { databaseView } from '../../../dev/fixtures';
import { scenarios } from '../../../dev/scenarios';
import { entity, renderTab } from '../../__testUtils__/renderTab';
import { translate as t } from '../../__testUtils__/translate';

const component = 'component:default/orders';
const view = scenarios.dangling.databases[0];
const confirm = { [component]: 'uid-now' };

describe('a database whose entity was replaced', () => {
  it('is confirmed with one click, with the displayed uid', async () => {
    const bindDatabase = jest.fn().mockResolvedValue(databaseView());
    renderTab({ ...scenarios.dangling, api: { bindDatabase } });
    const button = { name: `Confirm ${component}` };
    await userEvent.click(await screen.findByRole('button', button));
    expect(bindDatabase).toHaveBeenCalledWith(view.ref, {
      confirm,
      recordVersion: 'seen',
    });
  });

  it('may have been confirmed without a response', async () => {
    const lost = jest.fn().mockRejectedValue(new Error('no network'));
    renderTab({
      ...scenarios.dangling,
      api: { bindDatabase: lost, confirmBindings: lost },
    });
    await userEvent.click(
      await screen.findByRole('button', { name: `Confirm ${component}` }),
    );
    await userEvent.click(
      screen.getByText(t('page.databases.danglingSummary', { count: 2 })),
    );
    await userEvent.click(
      screen.getByRole('button', { name: /^Confirm the entities of/ }),
    );
    await waitFor(() =>
      expect(screen.getAllByText('No response from Backstage')).toHaveLength(2),
    );
    expect(screen.queryByText(/was (not )?confirmed/)).toBeNull();
  });

  it('is not offered without the permission', async () => {
    const dangling = view.dangling!.map(each => ({
      ...each,
      confirm: { ...each.confirm!, allowed: false },
    }));
    renderTab({ databases: [{ ...view, dangling }] });
    await screen.findByRole('heading', { name: 'orders-db' });
    expect(
      screen.queryByRole('button', { name: /^Confirm/ }),
    ).not.toBeInTheDocument();
  });
});

describe('databases whose entities grant no rights', () => {
  it('are confirmed together, and failures are shown', async () => {
    const confirmBindings = jest.fn().mockResolvedValue({
      items: [
        { ref: view.ref, error: { name: 'ConflictError', message: 'Another' } },
      ],
    });
    const { api } = renderTab({
      ...scenarios.dangling,
      api: { confirmBindings },
    });
    await userEvent.click(
      await screen.findByText(
        t('page.databases.danglingSummary', { count: 2 }),
      ),
    );
    const table = within(
      screen.getByRole('table', { name: t('page.databases.dangling') }),
    );
    expect(
      table.getByText(
        t('page.databases.entity.gone', { entity: 'component:default/old' }),
      ),
    ).toBeInTheDocument();
    expect(table.getAllByRole('button', { name: /^Change/ })).toHaveLength(2);
    await userEvent.click(
      screen.getByRole('button', {
        name: 'Confirm the entities of 1 database',
      }),
    );
    expect(confirmBindings).toHaveBeenCalledWith({
      items: [{ ref: view.ref, confirm, recordVersion: 'seen' }],
    });
    expect(await screen.findByText('Another')).toBeInTheDocument();
    await waitFor(() =>
      expect(
        api.listDatabases.mock.calls.filter(([filter]) => filter?.dangling),
      ).toHaveLength(2),
    );
  });
});

it('offers no new database on the Resource of a hidden one', async () => {
  renderTab(scenarios.none, '', {
    ...entity,
    kind: 'Resource',
    metadata: {
      ...entity.metadata,
      annotations: { 'pgstage.io/database-ref': 'server:main/orders' },
    },
  });
  expect(await screen.findByText('server:main/orders')).toBeInTheDocument();
  expect(screen.queryByText(/Create a PostgreSQL/)).not.toBeInTheDocument();
});
