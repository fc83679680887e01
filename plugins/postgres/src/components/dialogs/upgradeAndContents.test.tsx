import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  clusterScenario,
  clusterView,
  providers,
  upgradeNeeds,
} from '../../../dev/clusterFixtures';
import { Scenario, scenarios } from '../../../dev/scenarios';
import { renderTab } from '../../__testUtils__/renderTab';
import { responseError } from '../../__testUtils__/responseError';
import { translate as t } from '../../__testUtils__/translate';

const ref = 'cloudnative-pg:prod-eu/team-orders/orders';
const fullName = 'prod-eu/team-orders/orders';

async function open(
  name: RegExp,
  api: Scenario['api'] = {},
  view: Parameters<typeof clusterView>[0] = {},
) {
  const scenario = clusterScenario(view);
  const rendered = renderTab(
    { ...scenario, api: { ...scenario.api, ...api } },
    '/operations',
  );
  await screen.findByText(/standbys? working/);
  const opener = await screen.findByRole('button', { name });
  await userEvent.click(opener);
  const dialog = within(await screen.findByRole('dialog'));
  const press = (button: RegExp | string) =>
    userEvent.click(dialog.getByRole('button', { name: button }));
  return { ...rendered, dialog, press, opener };
}

describe('UpgradeDialog', () => {
  it('suggests the minor version, and shows that sessions end', async () => {
    const { dialog, api, press } = await open(/^Upgrade/);
    expect(await dialog.findByLabelText(t('changes.upgrade.to'))).toHaveValue(
      '17.6',
    );
    expect(
      dialog.getByRole('table', { name: t('dialog.whatChanges') }),
    ).toHaveTextContent('PostgreSQL17.517.6');
    expect(dialog.getByText(/Every session ends once/)).toBeInTheDocument();
    expect(
      dialog.getByText(t('dialog.openConnections', { count: 7 })),
    ).toBeInTheDocument();
    await press('Upgrade to 17.6');
    await waitFor(() =>
      expect(api.changeDatabase).toHaveBeenCalledWith(ref, {
        version: '17.6',
      }),
    );
  });

  it('requires the name before a major upgrade, with the preconditions', async () => {
    const { dialog, api, press } = await open(/^Upgrade/);
    await userEvent.selectOptions(
      await dialog.findByLabelText(t('changes.upgrade.to')),
      '18',
    );
    const needs = dialog.getByRole('list', { name: t('dialog.needs') });
    expect(needs).toHaveTextContent('3 of 3 instances are ready');
    expect(
      dialog.getByText(t('changes.upgrade.majorTitle')),
    ).toBeInTheDocument();
    expect(
      dialog.getByRole('button', { name: 'Upgrade to 18' }),
    ).toBeDisabled();
    await userEvent.type(dialog.getByLabelText(/^Type/), fullName);
    await press('Upgrade to 18');
    await waitFor(() =>
      expect(api.changeDatabase).toHaveBeenCalledWith(ref, { version: '18' }),
    );
  });

  it('does not start a major upgrade without a backup', async () => {
    const { dialog } = await open(
      /^Upgrade/,
      {},
      { changes: upgradeNeeds(false) },
    );
    await userEvent.selectOptions(
      await dialog.findByLabelText(t('changes.upgrade.to')),
      '18',
    );
    await userEvent.type(dialog.getByLabelText(/^Type/), fullName);
    expect(
      dialog.getByText(/No backup of PostgreSQL 17 has finished/),
    ).toBeInTheDocument();
    expect(
      dialog.getByRole('button', { name: 'Upgrade to 18' }),
    ).toBeDisabled();
  });

  it('accepts a custom image, and never an older one', async () => {
    const { dialog, api, press } = await open(
      /^Upgrade/,
      {},
      {
        spec: {
          version: '17',
          options: { image: 'example.com/postgresql:17.5' },
        },
      },
    );
    const image = await dialog.findByLabelText(t('changes.upgrade.image'));
    expect(dialog.getByRole('button', { name: 'Upgrade' })).toBeDisabled();
    await userEvent.clear(image);
    await userEvent.type(image, 'example.com/postgresql:17.6');
    const version = dialog.getByLabelText(t('changes.upgrade.imageVersion'));
    expect(version).toHaveValue('17');
    await userEvent.clear(version);
    expect(dialog.getByRole('button', { name: 'Upgrade' })).toBeDisabled();
    await userEvent.type(version, '16');
    expect(
      dialog.getByText(t('changes.upgrade.imageBack', { version: '17' })),
    ).toBeInTheDocument();
    expect(dialog.getByRole('button', { name: 'Upgrade' })).toBeDisabled();
    await userEvent.clear(version);
    await userEvent.type(version, '18');
    expect(
      dialog.getByText(t('changes.upgrade.majorTitle')),
    ).toBeInTheDocument();
    await userEvent.clear(version);
    await userEvent.type(version, '17');
    await press('Upgrade to example.com/postgresql:17.6');
    await waitFor(() =>
      expect(api.changeDatabase).toHaveBeenCalledWith(ref, {
        version: '17',
        options: { image: 'example.com/postgresql:17.6' },
      }),
    );
  });

  it('shows that there is no newer version', async () => {
    const [server, cluster] = providers();
    const [location] = cluster.locations;
    const { dialog } = await open(/^Upgrade/, {
      listProviders: async () => ({
        items: [
          server,
          {
            ...cluster,
            locations: [{ ...location, versions: ['17'] }],
            optionsSchema: {},
          },
        ],
        problems: [],
      }),
    });
    expect(
      await dialog.findByText(/offers no newer version/),
    ).toBeInTheDocument();
    expect(dialog.getByRole('button', { name: 'Upgrade' })).toBeDisabled();
  });
});

describe('RolesDialog', () => {
  it('adds a role to the existing ones, and shows an invalid one', async () => {
    const { dialog, api, press } = await open(/^Add or drop roles/);
    expect(
      dialog.getByRole('checkbox', {
        name: /Drop reporting: can log in, member of readers; role "readers" does not exist/,
      }),
    ).toBeInTheDocument();
    const name = dialog.getByLabelText('Role to add');
    await userEvent.type(name, 'reporting');
    expect(
      dialog.getByText(t('changes.name.taken', { name: 'reporting' })),
    ).toBeInTheDocument();
    await userEvent.clear(name);
    await userEvent.type(name, 'batch');
    await userEvent.type(dialog.getByLabelText('Member of'), 'pg_monitor');
    await press('Add batch');
    await waitFor(() =>
      expect(api.changeDatabase).toHaveBeenCalledWith(ref, {
        roles: [
          { name: 'reporting', inRoles: ['readers'] },
          { name: 'batch', login: true, inRoles: ['pg_monitor'] },
        ],
      }),
    );
  });

  it('drops one after showing the effect', async () => {
    const { dialog, api, press } = await open(/^Add or drop roles/);
    await userEvent.click(dialog.getByRole('checkbox', { name: /^Drop/ }));
    expect(dialog.getByText(t('changes.roles.dropTitle'))).toBeInTheDocument();
    const name = dialog.getByLabelText('Role to add');
    await userEvent.type(name, 'batch');
    expect(
      dialog.getByRole('button', { name: 'Drop reporting and add batch' }),
    ).toBeEnabled();
    await userEvent.clear(name);
    await press('Drop reporting');
    await waitFor(() =>
      expect(api.changeDatabase).toHaveBeenCalledWith(ref, {
        roles: [],
      }),
    );
  });
});

it('shows the owner of a database only if it is known', async () => {
  const owned = await open(/^Add or drop roles/, {}, { user: 'orders' });
  expect(
    owned.dialog.getByText(t('changes.roles.text', { owner: 'orders' })),
  ).toBeInTheDocument();
  owned.unmount();
  const { dialog } = await open(/^Add or drop roles/, {}, { user: undefined });
  expect(dialog.getByText(t('changes.roles.textNoOwner'))).toBeInTheDocument();
});

describe('DatabasesDialog', () => {
  it('adds a database for one of the roles', async () => {
    const { dialog, api, press, opener } = await open(/^Add or drop databases/);
    await userEvent.type(dialog.getByLabelText('Database to add'), 'stock');
    await userEvent.selectOptions(dialog.getByLabelText('Owner'), 'reporting');
    await userEvent.type(dialog.getByLabelText('Extensions'), 'pg_trgm');
    await press('Add stock');
    await waitFor(() =>
      expect(api.changeDatabase).toHaveBeenCalledWith(ref, {
        databases: [
          { name: 'reports', owner: 'reporting' },
          { name: 'stock', owner: 'reporting', extensions: ['pg_trgm'] },
        ],
      }),
    );
    await waitFor(() => expect(opener).toHaveFocus());
  });

  it('drops one with its data only after its name was typed', async () => {
    const { dialog, api, press } = await open(/^Add or drop databases/);
    await userEvent.click(dialog.getByRole('checkbox', { name: /^Drop/ }));
    expect(
      dialog.getByText(
        t('changes.databases.dropTitle', { databases: 'reports' }),
      ),
    ).toBeInTheDocument();
    const button = { name: 'Drop reports' };
    expect(dialog.getByRole('button', button)).toBeDisabled();
    await userEvent.type(dialog.getByLabelText(/^Type/), fullName);
    await press(button.name);
    await waitFor(() =>
      expect(api.changeDatabase).toHaveBeenCalledWith(ref, {
        databases: [],
      }),
    );
  });
});

describe('binding', () => {
  it('adds an entity and keeps the rest', async () => {
    const { dialog, api, press } = await open(/^Change entities/);
    const added = dialog.getByLabelText(t('lifecycle.bind.add'));
    await userEvent.type(added, 'billing');
    expect(dialog.getByRole('button', { name: 'Save' })).toBeDisabled();
    await userEvent.clear(added);
    await userEvent.type(added, 'component:default/billing');
    await press('Save');
    await waitFor(() =>
      expect(api.bindDatabase).toHaveBeenCalledWith(ref, {
        add: ['component:default/billing'],
        recordVersion: 'seen',
      }),
    );
  });

  it('warns before the last owner is removed', async () => {
    const { dialog } = await open(/^Change entities/);
    await userEvent.click(
      dialog.getByRole('checkbox', { name: /^Remove component/ }),
    );
    expect(dialog.getByText(t('lifecycle.bind.noneTitle'))).toBeInTheDocument();
  });

  it('offers administrators to bind an unbound database', async () => {
    const bindDatabase = jest
      .fn()
      .mockRejectedValueOnce(
        await responseError(409, {
          name: 'ConflictError',
          message: 'Being removed',
        }),
      )
      .mockResolvedValue(clusterView());
    const { api } = renderTab({
      ...scenarios.adoptable,
      api: { bindDatabase },
    });
    await userEvent.click(await screen.findByText(/2 belong to no entity/));
    expect(screen.getByText(/managed by Helm/)).toBeInTheDocument();
    await userEvent.click(
      screen.getByRole('button', { name: `Bind ${fullName}` }),
    );
    const dialog = within(await screen.findByRole('dialog'));
    await userEvent.click(dialog.getByRole('button', { name: 'Bind' }));
    expect(await dialog.findByText('Being removed')).toBeInTheDocument();
    await userEvent.click(dialog.getByRole('button', { name: 'Bind' }));
    await waitFor(() =>
      expect(screen.queryByRole('dialog')).not.toBeInTheDocument(),
    );
    expect(bindDatabase).toHaveBeenLastCalledWith(ref, {
      add: ['component:default/orders'],
      adopt: true,
      recordVersion: 'seen',
    });
    expect(
      api.listDatabases.mock.calls.filter(([filter]) => filter?.unbound),
    ).toHaveLength(2);
  });

  it('shows nothing to users who cannot read any', async () => {
    renderTab(scenarios.none);
    await screen.findByText(t('page.none.title'));
    expect(screen.queryByText(/belong to no entity/)).not.toBeInTheDocument();
  });
});
