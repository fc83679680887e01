import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { ProviderList } from '@pgstage/backstage-plugin-postgres-common';
import { rejectWith } from '../__testUtils__/rejectWith';
import {
  allFields,
  location,
  providers,
  renderTemplateForm,
} from '../__testUtils__/renderTemplateForm';
import { translate as t } from '../__testUtils__/translate';

// The scaffolder scrolls up on a new page, which jsdom cannot.
beforeEach(() => jest.spyOn(window, 'scrollTo').mockReturnValue());

const pooler = {
  type: 'object',
  title: 'Connection pooler',
  properties: { instances: { type: 'integer', title: 'Poolers' } },
};
const backup = {
  type: 'object',
  title: 'Backups',
  properties: {
    enabled: { type: 'boolean', title: 'Back up', default: true },
  },
  dependencies: {
    enabled: {
      oneOf: [
        { properties: { enabled: { const: false } } },
        {
          properties: {
            enabled: { const: true },
            keep: { type: 'string', title: 'Keep for', default: '30d' },
          },
        },
      ],
    },
  },
};
const tablespace = { type: 'string', title: 'Disk', 'x-advanced': true };

/** A server and an operator, which support different settings. */
const both = async (): Promise<ProviderList> => {
  const [server] = providers(
    location('main', {
      extensions: ['hstore'],
      maxConnectionLimit: 100,
      optionsSchema: { type: 'object', properties: { tablespace } },
    }),
  ).items;
  const [operator] = providers(
    location('cluster', {
      title: 'Cluster',
      versions: ['18', '17'],
      sizes: [{ id: 'small', title: 'Small' }],
      optionsSchema: { type: 'object', properties: { backup, pooler } },
    }),
  ).items;
  return {
    items: [
      { ...server, fields: ['connectionLimit', 'extensions', 'options'] },
      {
        ...operator,
        id: 'operator',
        title: 'Operator',
        fields: ['version', 'size', 'storage', 'protected', 'options'],
      },
    ],
    problems: [],
  };
};

const { location: where, name } = allFields;
const settings = {
  title: 'Settings',
  type: 'object',
  'ui:field': 'PostgresOptions',
};
const given = { entityRef: 'component:default/orders', name: 'orders' };
const onServer = {
  ...given,
  location: { provider: 'server', location: 'main' },
};
const onCluster = {
  ...given,
  location: { provider: 'operator', location: 'cluster' },
};
const page = { location: where, name, settings };

const textbox = (label: RegExp) =>
  screen.findByRole('textbox', { name: label });
const press = async (label: RegExp) =>
  userEvent.click(await screen.findByRole('button', { name: label }));

async function created(onCreate: jest.Mock) {
  await press(/review/i);
  await press(/create/i);
  await waitFor(() => expect(onCreate).toHaveBeenCalled());
  return onCreate.mock.calls[0][0].settings;
}

describe('the settings field', () => {
  it('has the settings of the provider, with the defaults of the location', async () => {
    const { onCreate } = renderTemplateForm({
      providers: both,
      initialState: onCluster,
      pages: [page],
    });
    expect(await textbox(/Keep for/)).toHaveValue('30d');
    for (const absent of [/Connection limit/, /Extensions/, /Advanced/])
      expect(screen.queryByLabelText(absent)).not.toBeInTheDocument();
    await screen.findByRole('button', { name: /Version.*18/ });
    await screen.findByRole('button', { name: /Size.*Small/ });
    expect(await created(onCreate)).toEqual({
      version: '18',
      size: 'small',
      protected: true,
      options: { backup: { enabled: true, keep: '30d' } },
    });
  });

  it('requests a group as a whole, or not at all', async () => {
    const { onCreate } = renderTemplateForm({
      providers: both,
      initialState: onCluster,
      pages: [page],
    });
    const group = await screen.findByRole('checkbox', {
      name: 'Connection pooler',
    });
    expect(screen.queryByLabelText(/Poolers/)).not.toBeInTheDocument();
    await userEvent.click(group);
    expect(await screen.findByLabelText(/Poolers/)).toBeInTheDocument();
    await userEvent.click(
      await screen.findByRole('checkbox', { name: 'Back up' }),
    );
    await waitFor(() =>
      expect(screen.queryByLabelText(/Keep for/)).not.toBeInTheDocument(),
    );
    expect(await created(onCreate)).toMatchObject({
      options: { pooler: {}, backup: { enabled: false } },
    });
  });

  it('removes settings that another location does not have, and reports it', async () => {
    renderTemplateForm({
      providers: both,
      initialState: {
        ...onServer,
        settings: {
          connectionLimit: 7,
          extensions: ['hstore', 'postgis'],
          version: '16',
          options: { tablespace: 'fast', pooler: {} },
        },
      },
      pages: [page],
    });
    expect(
      await screen.findByText(
        /Server main.* does not offer these settings: Extensions postgis, Version, Pooler\./,
      ),
    ).toBeInTheDocument();
    const fold = screen.getByText(t('settings.advanced')).closest('details')!;
    expect(fold).not.toHaveAttribute('open');
    expect(within(fold).getByLabelText(/Disk/)).toHaveValue('fast');

    await press(/Location/);
    await userEvent.click(screen.getByRole('option', { name: /Cluster/ }));
    expect(
      await screen.findByText(
        /Cluster.* does not offer these settings: Connection limit, Extensions, Tablespace\./,
      ),
    ).toBeInTheDocument();
    expect(await textbox(/Storage/)).toBeInTheDocument();
    expect(screen.queryByText(t('settings.advanced'))).not.toBeInTheDocument();
  });

  it('rejects at the field what the task would reject', async () => {
    const createDatabase = jest.fn(
      async ({ storage, size }: { storage?: string; size?: string }) =>
        storage === '20'
          ? rejectWith(400, {
              issues: [
                { field: 'storage', rule: 'must have a unit' },
                { field: 'options.backup.keep', rule: 'must be days' },
                ...(size ? [] : [{ field: 'size', rule: 'must be given' }]),
              ],
            })
          : ({} as never),
    );
    const { onCreate } = renderTemplateForm({
      providers: both,
      initialState: onCluster,
      createDatabase,
      pages: [
        page,
        {
          preview: {
            title: 'Database',
            type: 'string',
            'ui:field': 'PostgresDatabasePreview',
          },
        },
      ],
    });
    const storage = await textbox(/Storage/);
    await userEvent.type(storage, '20');
    // While the user is still on the page.
    expect(await screen.findByText('must have a unit')).toBeInTheDocument();
    expect(screen.getByText('must be days')).toBeInTheDocument();
    await press(/next/i);
    expect(
      await screen.findByText("'Settings Storage' must have a unit"),
    ).toBeInTheDocument();

    await userEvent.type(await textbox(/Storage/), 'Gi');
    await waitFor(() =>
      expect(screen.queryByText('must have a unit')).toBeNull(),
    );
    await press(/next/i);
    await screen.findByText(t('preview.help'));
    expect(await created(onCreate)).toMatchObject({ storage: '20Gi' });
    expect(createDatabase).toHaveBeenLastCalledWith({
      provider: 'operator',
      location: 'cluster',
      ...given,
      version: '18',
      size: 'small',
      storage: '20Gi',
      protected: true,
      options: { backup: { enabled: true, keep: '30d' } },
      dryRun: true,
    });
  });
});
