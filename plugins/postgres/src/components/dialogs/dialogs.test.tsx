import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { DatabaseView } from '@pgstage/backstage-plugin-postgres-common';
import { ago, claimed, databaseView } from '../../../dev/fixtures';
import { Scenario } from '../../../dev/scenarios';
import { renderTab } from '../../__testUtils__/renderTab';
import { responseError } from '../../__testUtils__/responseError';
import { translate as t } from '../../__testUtils__/translate';

const ref = 'server:main/orders-db';

async function open(
  name: RegExp,
  api: Scenario['api'] = {},
  view = databaseView(),
) {
  const rendered = renderTab({ databases: [view], api });
  await userEvent.click(
    await screen.findByRole('button', { name: /^Actions on/ }),
  );
  await userEvent.click(await screen.findByRole('menuitem', { name }));
  return { ...rendered, dialog: within(await screen.findByRole('dialog')) };
}

describe('RotatePasswordDialog', () => {
  it('shows the effect before the confirmation', async () => {
    const { dialog, api, alert } = await open(/Rotate/);
    expect(
      dialog.getByText(t('lifecycle.rotate.sessions')),
    ).toBeInTheDocument();
    expect(dialog.getByText(/component:default\/orders/)).toBeInTheDocument();
    expect(api.rotatePassword).not.toHaveBeenCalled();
    await userEvent.click(
      dialog.getByRole('button', { name: 'Rotate password' }),
    );
    await waitFor(() =>
      expect(screen.queryByRole('dialog')).not.toBeInTheDocument(),
    );
    expect(api.rotatePassword).toHaveBeenCalledWith(ref);
    expect(alert.getAlerts()).toMatchObject([
      {
        message: t('lifecycle.rotate.done', { database: 'orders-db' }),
      },
    ]);
  });

  it('mentions the rotation with an overlap where it is offered', async () => {
    const view = databaseView();
    view.operations['rotate-login'] = { supported: true };
    const { dialog } = await open(/Rotate password/, {}, view);
    expect(dialog.getByText(t('lifecycle.rotate.overlap'))).toBeVisible();
  });

  it('stays open with the error', async () => {
    const { dialog } = await open(/Rotate/, {
      rotatePassword: jest.fn().mockRejectedValue(
        await responseError(503, {
          name: 'ServiceUnavailableError',
          message: 'The store is full.',
        }),
      ),
    });
    await userEvent.click(
      dialog.getByRole('button', { name: 'Rotate password' }),
    );
    expect(await dialog.findByText('The store is full.')).toBeInTheDocument();
    expect(
      dialog.getByRole('button', {
        name: t('copy.name', { what: t('copy.errorDetails') }),
      }),
    ).toBeInTheDocument();
  });
});

describe('a dialog without a response', () => {
  it('does not claim that it was not done', async () => {
    const { dialog } = await open(/Rotate/, {
      rotatePassword: jest.fn().mockRejectedValue(new Error('no network')),
    });
    await userEvent.click(
      dialog.getByRole('button', { name: 'Rotate password' }),
    );
    expect(await dialog.findByText('No response from Backstage')).toBeVisible();
    expect(dialog.queryByText(t('dialog.failed'))).not.toBeInTheDocument();
  });
});

describe('an open dialog', () => {
  it('can no longer be confirmed when its data is stale', async () => {
    const unreachable = { since: ago(1), message: 'refused' };
    let respond: (view: DatabaseView) => void = () => {};
    const { dialog } = await open(/Rotate/, {
      getDatabase: async (_, wait) =>
        wait
          ? new Promise<DatabaseView>(resolve => {
              respond = resolve;
            })
          : databaseView(),
    });
    const submit = dialog.getByRole('button', { name: 'Rotate password' });
    expect(submit).toBeEnabled();
    await waitFor(() => {
      respond(databaseView({ unreachable }));
      expect(submit).toBeDisabled();
    });
    expect(
      dialog.getByText(t('stale.location', { location: 'main' })),
    ).toBeInTheDocument();
  });
});

describe('ConnectionLimitDialog', () => {
  it('accepts only a limit that the location allows', async () => {
    const { dialog, api } = await open(/connection limit/);
    const field = dialog.getByRole('textbox', { name: 'Connection limit' });
    const submit = dialog.getByRole('button', { name: 'Change limit' });
    expect(submit).toBeDisabled();
    expect(
      await dialog.findByText(t('dialog.wholeNumberTo', { max: '80' })),
    ).toBeInTheDocument();
    for (const wrong of ['81', '0', '1.5', 'x']) {
      await userEvent.clear(field);
      await userEvent.type(field, wrong);
      expect(submit).toBeDisabled();
    }
    await userEvent.clear(field);
    await userEvent.type(field, '40{Enter}');
    await waitFor(() =>
      expect(api.changeDatabase).toHaveBeenCalledWith(ref, {
        connectionLimit: 40,
      }),
    );
  });
});

describe('ExtensionsDialog', () => {
  it('adds to the existing ones', async () => {
    const { dialog, api } = await open(/extensions/);
    expect(
      await dialog.findByRole('checkbox', { name: 'pg_trgm' }),
    ).toBeDisabled();
    await userEvent.click(
      await dialog.findByRole('checkbox', { name: 'hstore' }),
    );
    await userEvent.click(dialog.getByRole('button', { name: 'Add hstore' }));
    await waitFor(() =>
      expect(api.changeDatabase).toHaveBeenCalledWith(ref, {
        extensions: ['pg_trgm', 'hstore'],
      }),
    );
  });
});

describe('ProtectionDialog', () => {
  it('turns protection off', async () => {
    const view = databaseView({ spec: { protected: true } });
    const { dialog, api } = await open(/^Turn off/, {}, view);
    await userEvent.click(
      dialog.getByRole('button', { name: t('changes.protection.confirmOff') }),
    );
    await waitFor(() =>
      expect(api.changeDatabase).toHaveBeenCalledWith(ref, {
        protected: false,
      }),
    );
  });
});

describe('RemoveDialog', () => {
  it.each<[boolean | undefined, string]>([
    [false, t('lifecycle.remove.noBackup')],
    [undefined, t('lifecycle.remove.backupUnknown')],
  ])('says what is known of backups: safe is %s', async (safe, text) => {
    const summary = {
      ...databaseView().summary,
      lastGoodBackupAt: undefined,
    };
    const { dialog } = await open(
      /^Remove/,
      {},
      databaseView({ safe: claimed(safe), summary }),
    );
    expect(dialog.getByText(text)).toBeInTheDocument();
  });

  it('recommends a backup if the last good one is not sufficient', async () => {
    const { dialog } = await open(
      /^Remove/,
      {},
      databaseView({ safe: claimed(false) }),
    );
    expect(dialog.getByText(/^The last good backup is from/)).toHaveTextContent(
      'Only a newer one contains later changes.',
    );
    expect(
      dialog.queryByText(t('lifecycle.remove.noBackup')),
    ).not.toBeInTheDocument();
  });

  it("shows the provider's text about what is retained", async () => {
    const { operations } = databaseView();
    const reason = {
      id: 'stays',
      text: 'What stays: backups under s3://backups/orders.',
    };
    const { dialog } = await open(
      /^Remove…/,
      {},
      databaseView({
        operations: { ...operations, remove: { supported: true, reason } },
      }),
    );
    expect(dialog.getByText(reason.text)).toBeInTheDocument();
    expect(
      dialog.queryByText(/^Finished backups are kept/),
    ).not.toBeInTheDocument();
  });

  it('requires the full name, and a checkbox for production', async () => {
    const { dialog, api } = await open(/^Remove/);
    const submit = dialog.getByRole('button', {
      name: 'Remove main/orders-db',
    });
    expect(await dialog.findByText('in production')).toBeInTheDocument();
    expect(dialog.getByText(/^Finished backups are kept/)).toBeInTheDocument();
    await userEvent.type(dialog.getByRole('textbox'), 'orders-db');
    expect(submit).toBeDisabled();
    await userEvent.clear(dialog.getByRole('textbox'));
    await userEvent.type(dialog.getByRole('textbox'), 'main/orders-db');
    expect(submit).toBeDisabled();
    await userEvent.click(dialog.getByRole('checkbox'));
    await userEvent.click(submit);
    await waitFor(() =>
      expect(api.removeDatabase).toHaveBeenCalledWith(ref, {}),
    );
  });

  it('shows the rejection, and only then offers to force', async () => {
    const removeDatabase = jest
      .fn()
      .mockRejectedValueOnce(
        await responseError(409, {
          name: 'ConflictError',
          message: '3 sessions are open.',
        }),
      )
      .mockResolvedValue(undefined);
    const { dialog } = await open(
      /^Remove/,
      { removeDatabase },
      databaseView({ binding: undefined }),
    );
    const submit = dialog.getByRole('button', {
      name: 'Remove main/orders-db',
    });
    expect(
      await dialog.findByText(t('dialog.dependants.none')),
    ).toBeInTheDocument();
    await userEvent.type(dialog.getByRole('textbox'), 'main/orders-db');
    expect(dialog.queryByRole('checkbox')).not.toBeInTheDocument();
    await userEvent.click(submit);
    expect(await dialog.findByText('3 sessions are open.')).toBeInTheDocument();
    await userEvent.click(
      dialog.getByRole('checkbox', { name: /postgres.database.force-remove/ }),
    );
    await userEvent.click(submit);
    await waitFor(() =>
      expect(removeDatabase).toHaveBeenLastCalledWith(ref, { force: true }),
    );
  });
});
