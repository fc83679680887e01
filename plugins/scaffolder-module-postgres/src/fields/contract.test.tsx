import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
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

const twoServers = async () =>
  providers(
    location('main', {
      versions: ['18', '17'],
      sizes: [{ id: 'small', title: 'small: 512Mi' }],
    }),
    location('other'),
  );
const main = { provider: 'server', location: 'main' };
const nameField = () => screen.findByRole('textbox', { name: /Name/ });
const button = (name: RegExp) => screen.findByRole('button', { name });
const press = async (name: RegExp) => userEvent.click(await button(name));

describe("Backstage's contract for form fields", () => {
  it('does not change read-only fields', async () => {
    const { onCreate } = renderTemplateForm({
      providers: twoServers,
      initialState: {
        entityRef: 'component:default/orders',
        location: main,
        name: 'fixed',
        extensions: ['hstore', 'postgis'],
        version: '16',
        size: 'small',
      },
      pages: [
        {
          ...allFields,
          location: { ...allFields.location, 'ui:disabled': true },
          name: { ...allFields.name, 'ui:readonly': true },
          extensions: { ...allFields.extensions, 'ui:disabled': true },
          version: { ...allFields.version, 'ui:readonly': true },
          size: { ...allFields.size, 'ui:disabled': true },
        },
      ],
    });
    for (const name of [
      /Location.*Server main/,
      /Extensions.*hstore, postgis/,
      /Version.*16/,
      /Size.*small/,
    ])
      expect(await button(name)).toHaveAttribute('aria-disabled', 'true');
    await userEvent.type(await nameField(), 'x');
    expect(await nameField()).toHaveValue('fixed');
    expect(
      screen.getByText(t('extensions.notOffered', { extensions: 'postgis' })),
    ).toBeInTheDocument();
    expect(
      screen.getByText(t('version.notOffered', { choice: '16' })),
    ).toBeInTheDocument();
    await press(/review/i);
    await press(/create/i);
    await waitFor(() => expect(onCreate).toHaveBeenCalled());
    expect(onCreate.mock.calls[0][0]).toMatchObject({
      location: main,
      name: 'fixed',
      extensions: ['hstore', 'postgis'],
      version: '16',
    });
  });

  it('uses the texts of the template, and shows errors in the same place', async () => {
    renderTemplateForm({
      providers: twoServers,
      initialState: { location: main, name: 'postgres' },
      createDatabase: () =>
        rejectWith(400, {
          issues: [
            { field: 'version', rule: 'must be given' },
            { field: 'name', rule: 'must not be postgres' },
          ],
        }),
      pages: [
        {
          ...allFields,
          entityRef: { type: 'string', default: 'component:default/orders' },
          name: {
            ...allFields.name,
            title: 'Name of it',
            description: 'As on the door.',
            'ui:help': 'Ask your colleagues.',
            'ui:autofocus': true,
          },
        },
      ],
    });
    await button(/Location.*Server main/);
    expect(await nameField()).toHaveFocus();
    expect(await nameField()).toHaveAccessibleDescription(
      'As on the door. Ask your colleagues.',
    );
    await press(/review/i);
    // In the list above the form and under the field, as for every field in Backstage.
    await waitFor(() =>
      expect(screen.getAllByText(/must not be postgres/)).toHaveLength(2),
    );
    expect(await nameField()).toBeInvalid();
    expect(await nameField()).toHaveAccessibleDescription(
      'As on the door. must not be postgres Ask your colleagues.',
    );
    // The next page may still set it.
    expect(screen.queryByText(/must be given/)).not.toBeInTheDocument();
  });

  it('works inside objects and lists', async () => {
    const { location: where, name, extensions } = allFields;
    const properties = { location: where, name, extensions };
    renderTemplateForm({
      providers: twoServers,
      taken: ['taken'],
      initialState: {
        one: { location: main, name: 'first' },
        databases: [{ location: main, name: 'second' }],
      },
      pages: [
        {
          one: { type: 'object', properties },
          // The host removes the form parts from the schema: once.
          databases: structuredClone({
            type: 'array',
            items: { type: 'object', properties },
          }),
        },
      ],
    });
    const [first, second] = await waitFor(() => {
      const fields = screen.getAllByRole('textbox', { name: /Name/ });
      expect(fields).toHaveLength(2);
      return fields;
    });
    for (const field of screen.getAllByRole('button', { name: /Extensions/ }))
      await waitFor(() => expect(field).not.toHaveAttribute('aria-disabled'));
    expect(screen.queryByText(/Choose a location/)).not.toBeInTheDocument();
    const type = async (field: HTMLElement, text: string) => {
      await userEvent.clear(field);
      await userEvent.type(field, text);
    };
    await type(first, 'taken');
    await type(second, 'BAD NAME');
    expect(
      await screen.findByText('must be lower-case letters, digits and _'),
    ).toBeInTheDocument();
    await press(/review/i);
    expect(
      await screen.findAllByText(/entry 1 must be lower-case/),
    ).not.toHaveLength(0);
    expect(screen.getAllByText(new RegExp(t('name.taken')))).toHaveLength(2);
  });

  it('follows the other fields also after the user went back', async () => {
    const { entityRef, location: where, name } = allFields;
    renderTemplateForm({
      providers: twoServers,
      initialState: { entityRef: 'component:default/orders', location: main },
      pages: [
        { entityRef: { ...entityRef, title: 'Component' } },
        { location: where, name },
      ],
    });
    const give = async (component: string) => {
      const field = await screen.findByRole('textbox', { name: /Component/ });
      await userEvent.clear(field);
      await userEvent.type(field, `component:default/${component}`);
      await press(/next/i);
    };
    const expectName = (value: string) =>
      waitFor(async () => expect(await nameField()).toHaveValue(value));
    await give('orders');
    await expectName('orders_db');
    await press(/back/i);
    await give('billing');
    await expectName('billing_db');
    await userEvent.type(await nameField(), '2');
    await press(/back/i);
    await give('orders');
    await expectName('billing_db2');
  });
});

describe('the preview', () => {
  const { entityRef, location: where, name } = allFields;
  const pages = [
    {
      entityRef: {
        ...entityRef,
        'ui:backstage': { review: { show: false } },
      },
      location: { ...where, 'ui:backstage': { review: { show: false } } },
      name,
    },
    {
      connectionLimit: { title: 'Connection limit', type: 'integer' },
      preview: {
        title: 'Database',
        type: 'string',
        'ui:field': 'PostgresDatabasePreview',
      },
    },
  ];

  it('rejects what the task would reject, and shows names in the review', async () => {
    const createDatabase = jest.fn(
      async (request: { connectionLimit?: number }) =>
        (request.connectionLimit ?? 0) > 100
          ? rejectWith(400, {
              issues: [
                { field: 'connectionLimit', rule: 'must be at most 100' },
              ],
            })
          : ({} as never),
    );
    const { onCreate } = renderTemplateForm({
      providers: twoServers,
      quotas: { owner: 'group:default/team', quotas: [] },
      initialState: {
        entityRef: 'component:default/orders',
        location: main,
        name: 'orders',
      },
      createDatabase,
      pages,
    });
    await button(/Location.*Server main/);
    await press(/next/i);
    const limit = await screen.findByRole('spinbutton', {
      name: /Connection limit/,
    });
    await userEvent.type(limit, '99999');
    await press(/review/i);
    await waitFor(() =>
      expect(
        screen.getAllByText(/Connection limit must be at most 100/),
      ).toHaveLength(2),
    );
    expect(createDatabase).toHaveBeenLastCalledWith({
      ...main,
      name: 'orders',
      entityRef: 'component:default/orders',
      connectionLimit: 99999,
      dryRun: true,
    });

    await userEvent.clear(limit);
    await userEvent.type(limit, '7');
    await press(/review/i);
    await button(/create/i);
    const rows = screen.getAllByRole('row').map(row => row.textContent);
    expect(rows.sort()).toEqual([
      'Connection limit7',
      'Databaseorders: entity: component:default/orders, owner: group:default/team, location: Server main (PostgreSQL server)',
      'Nameorders',
    ]);
    await press(/create/i);
    await waitFor(() => expect(onCreate).toHaveBeenCalled());
  });
});
