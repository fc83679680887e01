import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  Backups,
  DatabaseView,
  Section,
} from '@pgstage/backstage-plugin-postgres-common';
import {
  clusterBackups,
  clusterHealth,
  clusterScenario,
  providers,
} from '../../../dev/clusterFixtures';
import { ago, ok, seen } from '../../../dev/fixtures';
import { message } from '../../../dev/messages';
import { Scenario } from '../../../dev/scenarios';
import { renderTab } from '../../__testUtils__/renderTab';
import { translate as t } from '../../__testUtils__/translate';

const ref = 'cloudnative-pg:prod-eu/team-orders/orders';
const fullName = 'prod-eu/team-orders/orders';

async function open(
  name: RegExp,
  api: Scenario['api'] = {},
  view: Partial<DatabaseView> = {},
) {
  const scenario = clusterScenario(view);
  const rendered = renderTab({
    ...scenario,
    api: { ...scenario.api, ...api },
  });
  await screen.findByText(/standbys? working|No instance is running/);
  await userEvent.click(
    await screen.findByRole('button', { name: /^Actions on/ }),
  );
  await userEvent.click(await screen.findByRole('menuitem', { name }));
  const dialog = within(await screen.findByRole('dialog'));
  const press = (button: RegExp | string) =>
    userEvent.click(dialog.getByRole('button', { name: button }));
  return { ...rendered, dialog, press };
}

async function type(field: HTMLElement, text: string) {
  await userEvent.clear(field);
  await userEvent.type(field, text);
}

describe('PromoteDialog', () => {
  const behind = (replayBytes?: number) => {
    const { instances, ...rest } = clusterHealth();
    const [primary, second] = instances;
    const lag = replayBytes === undefined ? undefined : { replayBytes };
    return { ...rest, instances: [primary, { ...second, lag }] };
  };
  const health = (replayBytes?: number): Scenario['api'] => ({
    getHealth: async () => ok(behind(replayBytes)),
  });

  it('proposes the most advanced standby, and says what may be lost', async () => {
    const { dialog, api, press } = await open(
      /^Promote a standby/,
      health(2048),
    );
    expect(dialog.getByRole('radio', { name: /^orders-2/ })).toBeChecked();
    expect(
      dialog.getByText(
        t('instances.switchover.behindTitle', {
          instance: 'orders-2',
          bytes: '2.0 kB',
        }),
      ),
    ).toBeInTheDocument();
    await press('Promote orders-2');
    await waitFor(() =>
      expect(api.promoteDatabase).toHaveBeenCalledWith(ref, {
        instance: 'orders-2',
      }),
    );
  });

  const unknown = t('instances.promote.lagUnknown', { instance: 'orders-2' });

  it('says that the lag is not known', async () => {
    const { dialog } = await open(/^Promote a standby/, health());
    expect(dialog.getByText(unknown)).toBeInTheDocument();
    expect(
      dialog.queryByRole('radio', { name: /orders-1/ }),
    ).not.toBeInTheDocument();
  });

  it('says nothing about a loss without a lag', async () => {
    const { dialog } = await open(/^Promote a standby/, health(0));
    expect(dialog.queryByText(unknown)).not.toBeInTheDocument();
    expect(
      dialog.queryByText(t('instances.promote.loss')),
    ).not.toBeInTheDocument();
  });

  it('cancels a promotion by the primary that does not work', async () => {
    let current = behind(0);
    const { dialog, press, api } = await open(/^Promote a standby/, {
      getHealth: async () => ok(current),
    });
    const [primary, second] = current.instances;
    const stopped = {
      ...primary,
      state: 'changing',
      reason: message('notConnected'),
    };
    current = { ...current, instances: [stopped as typeof primary, second] };
    await userEvent.click(
      await dialog.findByRole(
        'radio',
        { name: /^orders-1/ },
        { timeout: 10_000 },
      ),
    );
    expect(
      dialog.getByText(t('instances.promote.cancels')),
    ).toBeInTheDocument();
    await press('Promote orders-1');
    await waitFor(() =>
      expect(api.promoteDatabase).toHaveBeenCalledWith(ref, {
        instance: 'orders-1',
      }),
    );
  });
});

describe('SwitchoverDialog', () => {
  it('offers the standbys with their lag, shows the change, and updates the page', async () => {
    const { dialog, api, press } = await open(/^Switch over/);
    expect(
      dialog.getByRole('radio', {
        name: /^orders-2 .*: streaming, lag 1.6\sms/,
      }),
    ).toBeChecked();
    expect(
      dialog.queryByRole('radio', { name: /orders-1/ }),
    ).not.toBeInTheDocument();
    await userEvent.click(dialog.getByRole('radio', { name: /orders-3/ }));
    const preview = dialog.getByRole('table', {
      name: t('dialog.whatChanges'),
    });
    expect(preview).toHaveTextContent(/orders-1PrimaryStandby/);
    expect(preview).toHaveTextContent(/orders-3StandbyPrimary/);
    expect(await dialog.findByText('in production')).toBeInTheDocument();
    await press('Switch over to orders-3');
    await waitFor(() =>
      expect(api.switchoverDatabase).toHaveBeenCalledWith(ref, {
        instance: 'orders-3',
      }),
    );
    await userEvent.click(screen.getByRole('link', { name: 'Health' }));
    const table = await screen.findByRole('table', { name: /^Instances/ });
    await waitFor(() =>
      expect(within(table).getAllByRole('row')[3]).toHaveTextContent(
        /orders-3.*Primary/,
      ),
    );
  });

  it('rejects a standby that does not stream, and warns about a large lag', async () => {
    const { instances, ...rest } = clusterHealth();
    const [primary, second, third] = instances;
    const { dialog } = await open(/^Switch over/, {
      getHealth: async () =>
        ok({
          ...rest,
          instances: [
            primary,
            { ...second, lag: { replayBytes: 300_000_000 } },
            { ...third, state: 'attention', reason: message('notConnected') },
          ],
        }),
    });
    expect(
      dialog.getByText(
        t('instances.switchover.behindTitle', {
          instance: 'orders-2',
          bytes: '286 MB',
        }),
      ),
    ).toBeInTheDocument();
    await userEvent.click(dialog.getByRole('radio', { name: /orders-3/ }));
    expect(
      dialog.getByText(
        t('instances.switchover.unfit', {
          reason: message('notConnected').text,
        }),
      ),
    ).toBeInTheDocument();
    expect(dialog.getByRole('button', { name: /^Switch over/ })).toBeDisabled();
  });

  it('does not switch over to an instance that no longer exists', async () => {
    let health = clusterHealth();
    const { dialog } = await open(/^Switch over/, {
      getHealth: async () => ok(health),
    });
    const [primary, , third] = health.instances;
    health = { ...health, instances: [primary, third] };
    await waitFor(() =>
      expect(
        dialog.queryByRole('radio', { name: /orders-2/ }),
      ).not.toBeInTheDocument(),
    );
    expect(dialog.getByRole('button', { name: /^Switch over/ })).toBeDisabled();
  });
});

describe('RestartDialog', () => {
  it.each([
    [/all instances/, 'Restart all instances', {}],
    [/only orders-2/, 'Restart orders-2', { instance: 'orders-2' }],
    [/Reload/, 'Reload', { reload: true }],
  ])('%s', async (option, button, request) => {
    const { dialog, api, press } = await open(/^Restart/);
    const choice = dialog.getByRole('combobox', { name: t('instances.what') });
    await userEvent.selectOptions(
      choice,
      within(choice).getByRole('option', { name: option }),
    );
    await press(button);
    await waitFor(() =>
      expect(api.restartDatabase).toHaveBeenCalledWith(ref, request),
    );
  });
});

describe('RestartDialog of an instance that does not work', () => {
  it('does not warn about sessions', async () => {
    const { instances, ...health } = clusterHealth();
    const [primary, standby, ...others] = instances;
    const broken = { ...standby, state: 'attention' as const };
    const { dialog } = await open(/^Restart/, {
      getHealth: async () =>
        ok({ ...health, instances: [primary, broken, ...others] }),
    });
    expect(dialog.getByText(/Every session ends once/)).toBeInTheDocument();
    const choice = dialog.getByRole('combobox', { name: t('instances.what') });
    await userEvent.selectOptions(
      choice,
      within(choice).getByRole('option', { name: /only orders-2/ }),
    );
    expect(dialog.getByText(t('instances.restart.down'))).toBeInTheDocument();
    expect(
      dialog.queryByText(/Only reads|connections are open/),
    ).not.toBeInTheDocument();
  });
});

describe('HibernateDialog', () => {
  it('hibernates production only after a checkbox', async () => {
    const { dialog, api, press } = await open(/^Hibernate/);
    expect(
      dialog.getByText(t('dialog.openConnections', { count: 7 })),
    ).toBeInTheDocument();
    expect(await dialog.findByText('in production')).toBeInTheDocument();
    expect(dialog.getByRole('button', { name: 'Hibernate' })).toBeDisabled();
    await userEvent.click(dialog.getByRole('checkbox'));
    await press('Hibernate');
    await waitFor(() =>
      expect(api.hibernateDatabase).toHaveBeenCalledWith(ref, {}),
    );
  });

  it('wakes up a hibernated database', async () => {
    const { api, press } = await open(/^Wake/, {}, { hibernated: true });
    await press('Wake up');
    await waitFor(() =>
      expect(api.hibernateDatabase).toHaveBeenCalledWith(ref, { wake: true }),
    );
  });
});

describe('FenceDialog', () => {
  it('fences the selected instances, and warns about the primary', async () => {
    const { dialog, api, press } = await open(/^Fence/);
    expect(dialog.getByRole('button', { name: 'Fence' })).toBeDisabled();
    await userEvent.click(dialog.getByRole('checkbox', { name: /orders-1/ }));
    expect(
      dialog.getByText(
        t('instances.fence.primaryTitle', { instance: 'orders-1' }),
      ),
    ).toBeInTheDocument();
    await userEvent.click(dialog.getByRole('checkbox', { name: /orders-2/ }));
    await press('Fence orders-1, orders-2');
    await waitFor(() =>
      expect(api.fenceDatabase).toHaveBeenCalledWith(ref, {
        instances: ['orders-1', 'orders-2'],
      }),
    );
  });

  it('offers to unfence first if an instance is fenced', async () => {
    const { dialog, api, press } = await open(
      /^Fence/,
      {},
      { fenced: ['orders-3'] },
    );
    expect(dialog.getAllByRole('checkbox')).toHaveLength(1);
    await userEvent.click(dialog.getByRole('checkbox', { name: /orders-3/ }));
    await press('Unfence orders-3');
    await waitFor(() =>
      expect(api.fenceDatabase).toHaveBeenCalledWith(ref, {
        instances: ['orders-3'],
        lift: true,
      }),
    );
  });
});

describe('ScaleDialog', () => {
  it('shows which instance is removed', async () => {
    const { dialog, api, press } = await open(/number of instances/);
    const field = dialog.getByRole('textbox', { name: /^Instances/ });
    for (const wrong of ['3', '0', '16', 'x']) {
      await type(field, wrong);
      expect(dialog.getByRole('button', { name: /^Change/ })).toBeDisabled();
    }
    await type(field, '2');
    expect(
      dialog.getByText(
        t('instances.scale.fewerNames', { instances: 'orders-3' }),
      ),
    ).toBeInTheDocument();
    await press('Change to 2');
    await waitFor(() =>
      expect(api.changeDatabase).toHaveBeenCalledWith(ref, { instances: 2 }),
    );
  });

  it('requires the full name before the last standby is removed', async () => {
    const { dialog, api, press } = await open(/number of instances/);
    await type(dialog.getByRole('textbox', { name: /^Instances/ }), '1');
    const submit = dialog.getByRole('button', { name: 'Change to 1' });
    expect(submit).toBeDisabled();
    await userEvent.type(
      dialog.getByRole('textbox', { name: /^Type/ }),
      fullName,
    );
    await press('Change to 1');
    await waitFor(() =>
      expect(api.changeDatabase).toHaveBeenCalledWith(ref, { instances: 1 }),
    );
  });
});

describe('StorageDialog', () => {
  it('expands, and never shrinks', async () => {
    const { dialog, api, press } = await open(/storage/);
    const field = dialog.getByRole('textbox', { name: /volume/ });
    const submit = () => dialog.getByRole('button', { name: /^Expand/ });
    await type(field, '10Gi');
    expect(
      dialog.getByText(t('changes.storage.smaller', { size: '20Gi' })),
    ).toBeInTheDocument();
    expect(submit()).toBeDisabled();
    await type(field, '30');
    expect(submit()).toBeDisabled();
    await type(field, '30Gi');
    await press('Expand to 30Gi');
    await waitFor(() =>
      expect(api.changeDatabase).toHaveBeenCalledWith(ref, { storage: '30Gi' }),
    );
  });
});

describe('DestroyInstanceDialog', () => {
  it('removes one of several standbys', async () => {
    const { dialog, api, press } = await open(/^Destroy an instance/);
    expect(dialog.getByRole('button', { name: 'Destroy' })).toBeDisabled();
    await userEvent.click(dialog.getByRole('radio', { name: /orders-2/ }));
    await press('Destroy orders-2');
    await waitFor(() =>
      expect(api.destroyInstance).toHaveBeenCalledWith(ref, {
        instance: 'orders-2',
      }),
    );
  });

  it('requires the full name for the only standby', async () => {
    const { instances, ...rest } = clusterHealth();
    const { dialog, api } = await open(/^Destroy an instance/, {
      getHealth: async () => ok({ ...rest, instances: instances.slice(0, 2) }),
    });
    await userEvent.click(dialog.getByRole('radio', { name: /orders-2/ }));
    const submit = dialog.getByRole('button', { name: 'Destroy orders-2' });
    expect(submit).toBeDisabled();
    await userEvent.type(
      dialog.getByRole('textbox', { name: /^Type/ }),
      fullName,
    );
    await userEvent.click(submit);
    await waitFor(() => expect(api.destroyInstance).toHaveBeenCalled());
  });
});

describe('DeleteBackupDialog', () => {
  const [backup] = clusterBackups().backups;
  const section = (...all: Backups['backups']) => ({
    getBackups: async () => ok(clusterBackups({ backups: all })),
  });

  it('deletes the oldest backup by default, once the full name is typed', async () => {
    const { dialog, api, press, alert } = await open(
      /^Delete a backup/,
      section(
        { ...backup, id: 'new', deletable: true },
        { ...backup, id: 'old', deletable: true },
        { ...backup, id: 'automated' },
      ),
    );
    const submit = dialog.getByRole('button', { name: 'Delete backup' });
    expect(submit).toBeDisabled();
    expect(dialog.getByText(/^Backup old/)).toBeInTheDocument();
    expect(
      dialog.queryByText(t('lifecycle.deleteBackup.lastTitle')),
    ).not.toBeInTheDocument();
    await type(dialog.getByRole('textbox', { name: /^Type/ }), fullName);
    await press('Delete backup');
    await waitFor(() =>
      expect(api.deleteBackup).toHaveBeenCalledWith(ref, { backup: 'old' }),
    );
    await waitFor(() =>
      expect(alert.getAlerts()).toMatchObject([
        { message: t('lifecycle.deleteBackup.done', { backup: 'old' }) },
      ]),
    );
  });

  it('warns if no other backup is finished', async () => {
    const { dialog } = await open(
      /^Delete a backup/,
      section(
        { ...backup, deletable: true },
        { ...backup, id: 'running', status: 'running' },
      ),
    );
    expect(
      dialog.getByText(t('lifecycle.deleteBackup.lastTitle')),
    ).toBeInTheDocument();
  });

  it('says if no backup can be deleted', async () => {
    const { dialog } = await open(/^Delete a backup/, section(backup));
    expect(
      dialog.getByText(t('lifecycle.deleteBackup.nothing')),
    ).toBeInTheDocument();
    expect(
      dialog.getByRole('button', { name: 'Delete backup' }),
    ).toBeDisabled();
  });
});

describe('RestoreDialog', () => {
  const recoveryWindow = {
    from: '2026-11-20T02:00:00Z',
    to: '2026-11-21T12:31:05Z',
    evidence: seen('archive'),
  };
  const getBackups = async () => ok(clusterBackups({ recoveryWindow }));

  it('restores a time inside the window into a new database', async () => {
    const { dialog, api, press, alert } = await open(/^Restore/, {
      getBackups,
    });
    const moment = dialog.getByLabelText(t('lifecycle.restore.moment'));
    expect(moment).toHaveDisplayValue(/^2026-11-21T12:26:05/);
    expect(moment).toHaveAttribute('min', '2026-11-20T02:00:00');
    expect(moment).toHaveAttribute('max', '2026-11-21T12:31:05');
    const name = dialog.getByRole('textbox', { name: /^Name/ });
    await type(name, 'orders');
    expect(
      dialog.getByText(t('lifecycle.restore.sameName')),
    ).toBeInTheDocument();
    await type(name, 'Copy!');
    expect(
      await dialog.findByText(/must be at most 50 lower-case letters/),
    ).toBeInTheDocument();
    expect(dialog.getByRole('button', { name: /^Restore to/ })).toBeDisabled();
    await type(name, 'copy');
    await press('Restore to copy');
    await waitFor(() =>
      expect(api.restoreDatabase).toHaveBeenCalledWith(ref, {
        name: 'copy',
        entityRef: 'component:default/orders',
        targetTime: '2026-11-21T12:26:05Z',
      }),
    );
    await waitFor(() =>
      expect(alert.getAlerts()).toMatchObject([
        { message: expect.stringContaining('restored to copy') },
      ]),
    );
  });

  it('restores a specific backup', async () => {
    const { dialog, api, press } = await open(/^Restore/, { getBackups });
    await userEvent.selectOptions(
      dialog.getByRole('combobox', { name: t('lifecycle.restore.what') }),
      'orders-20261120',
    );
    expect(
      dialog.queryByLabelText(t('lifecycle.restore.moment')),
    ).not.toBeInTheDocument();
    await press(/^Restore to/);
    await waitFor(() =>
      expect(api.restoreDatabase).toHaveBeenCalledWith(ref, {
        name: 'orders-restored',
        entityRef: 'component:default/orders',
        backup: 'orders-20261120',
      }),
    );
  });

  it('offers no backup that cannot be restored', async () => {
    const [finished] = clusterBackups().backups;
    const lacking = {
      ...finished,
      id: 'lacking',
      restoreObstacle: {
        kind: 'not-now' as const,
        what: {
          id: 'unproven',
          text: 'The WAL that it needs is not known to be archived.',
        },
      },
    };
    const { dialog, api, press } = await open(/^Restore/, {
      getBackups: async () =>
        ok(
          clusterBackups({
            backups: [lacking, finished],
            recoveryWindow: undefined,
          }),
        ),
    });
    expect(
      dialog.getByRole('option', { name: /lacking.*, may not be restorable/ }),
    ).toBeDisabled();
    await press(/^Restore to/);
    await waitFor(() =>
      expect(api.restoreDatabase).toHaveBeenCalledWith(
        ref,
        expect.objectContaining({ backup: finished.id }),
      ),
    );
  });

  it('offers only what the provider can restore', async () => {
    const usual = clusterBackups();
    const [finished] = usual.backups;
    const dump = { ...finished, id: 'a-dump', method: 'logical' };
    const { dialog, api, press } = await open(/^Restore/, {
      getBackups: async () =>
        ok(
          clusterBackups({
            backups: [finished, dump],
            restoreMethods: ['logical'],
            recoveryWindow: { ...usual.recoveryWindow!, manual: true },
          }),
        ),
    });
    const option = await dialog.findByRole('option', { name: /a-dump/ });
    expect(dialog.getAllByRole('option')).toEqual([option]);
    await press(/^Restore to/);
    await waitFor(() =>
      expect(api.restoreDatabase).toHaveBeenCalledWith(ref, {
        name: 'orders-restored',
        entityRef: 'component:default/orders',
        backup: 'a-dump',
      }),
    );
  });

  const at = ago(60);
  const oneMoment = { from: at, to: at, evidence: seen('archive') };
  const oneBackup = () => clusterBackups({ recoveryWindow: oneMoment });

  it('waits for backups that load late, then offers the newest', async () => {
    let come: (backups: Section<Backups>) => void = () => {};
    const { dialog, api, press } = await open(
      /^Restore/,
      { getBackups: () => new Promise(resolve => (come = resolve)) },
      { summary: { lastGoodBackupAt: ago(60), recoveryWindow: oneMoment } },
    );
    expect(dialog.getByText(t('section.loading.backups'))).toBeInTheDocument();
    expect(
      dialog.queryByText(t('lifecycle.restore.nothingTitle')),
    ).not.toBeInTheDocument();
    const submit = dialog.getByRole('button', { name: /^Restore to/ });
    expect(submit).toBeDisabled();
    const section = oneBackup();
    come(ok(section));
    await waitFor(() => expect(submit).toBeEnabled());
    await press(/^Restore to/);
    await waitFor(() =>
      expect(api.restoreDatabase).toHaveBeenCalledWith(
        ref,
        expect.objectContaining({ backup: section.backups[0].id }),
      ),
    );
  });

  it('offers a time of a window that loads late', async () => {
    let come: (backups: Section<Backups>) => void = () => {};
    const { dialog } = await open(
      /^Restore/,
      { getBackups: () => new Promise(resolve => (come = resolve)) },
      { summary: { lastGoodBackupAt: ago(60) } },
    );
    come(await getBackups());
    expect(
      await dialog.findByLabelText(t('lifecycle.restore.moment')),
    ).toHaveDisplayValue(/^2026-11-21T12:26:05/);
  });

  it('does not wait for backups that could not be read', async () => {
    const { dialog } = await open(
      /^Restore/,
      {
        getBackups: async () => ({ status: 'forbidden', checkedAt: ago(1) }),
      },
      { summary: { lastGoodBackupAt: ago(60) } },
    );
    expect(
      await dialog.findByText(t('lifecycle.restore.nothingTitle')),
    ).toBeInTheDocument();
  });

  it.each([
    ['may-fail', 'may not be restorable', true],
    ['not-now', 'may not be restorable', false],
    ['cannot', 'cannot be restored', false],
  ] as const)('describes a backup that is %s', async (kind, text, offered) => {
    const [finished] = clusterBackups().backups;
    const doubtful = {
      ...finished,
      restoreObstacle: { kind, what: { id: 'so', text: 'So.' } },
    };
    const { dialog } = await open(/^Restore/, {
      getBackups: async () => ok(clusterBackups({ backups: [doubtful] })),
    });
    const option: HTMLOptionElement = dialog.getByRole('option', {
      name: new RegExp(`^Backup ${finished.id}, .*, ${text}$`),
    });
    expect(option.disabled).toBe(!offered);
  });

  it('shows that nothing can be restored', async () => {
    const { dialog } = await open(
      /^Restore/,
      {
        getBackups: async () =>
          ok(clusterBackups({ backups: [], recoveryWindow: undefined })),
      },
      { summary: { lastGoodBackupAt: ago(9) } },
    );
    expect(
      await dialog.findByText(t('lifecycle.restore.nothingTitle')),
    ).toBeInTheDocument();
    expect(dialog.getByRole('button', { name: /^Restore to/ })).toBeDisabled();
  });
});

describe('ExtensionsDialog', () => {
  it('accepts names if the location lists none', async () => {
    const listed = providers();
    const unlisted = listed.map(provider => ({
      ...provider,
      locations: provider.locations.map(({ extensions, ...place }) => place),
    }));
    const { dialog, api, press } = await open(
      /extensions/,
      { listProviders: async () => ({ items: unlisted, problems: [] }) },
      { spec: { extensions: ['pg_trgm'] } },
    );
    const field = await dialog.findByRole('textbox', { name: /^Extensions/ });
    await type(field, 'vector, pg_trgm,');
    await press('Add vector');
    await waitFor(() =>
      expect(api.changeDatabase).toHaveBeenCalledWith(ref, {
        extensions: ['pg_trgm', 'vector'],
      }),
    );
  });
});
