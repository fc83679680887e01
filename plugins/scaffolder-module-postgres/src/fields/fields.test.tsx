import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  allFields,
  location,
  providers,
  renderTemplateForm,
} from '../__testUtils__/renderTemplateForm';
import { translate as t } from '../__testUtils__/translate';

// The scaffolder scrolls up on a new page, which jsdom cannot.
beforeEach(() => jest.spyOn(window, 'scrollTo').mockReturnValue());

const oneServer = async () => providers(location('main'));
const nameField = () => screen.findByRole('textbox', { name: /Name/ });
const locationField = (name = /Location/) =>
  screen.findByRole('button', { name });

async function choose(field: RegExp, option: RegExp) {
  await userEvent.click(await locationField(field));
  await userEvent.click(await screen.findByRole('option', { name: option }));
}

describe('the form fields in a template', () => {
  it('submit the choices, with good defaults', async () => {
    const { onCreate } = renderTemplateForm({
      providers: oneServer,
      initialState: { entityRef: 'component:default/Order-Service' },
      quotas: {
        owner: 'group:default/team',
        quotas: [{ resource: 'databases', used: 3, limit: 10 }],
      },
    });
    expect(
      await screen.findByText(/group:default\/team uses 3 of 10 databases\./),
    ).toBeInTheDocument();
    await waitFor(async () =>
      expect(await nameField()).toHaveValue('order_service_db'),
    );
    expect(
      await locationField(/Server main \(PostgreSQL server\)/),
    ).toBeInTheDocument();

    await choose(/Extensions/, /hstore/);
    await userEvent.keyboard('{Escape}');
    await userEvent.click(screen.getByRole('button', { name: /review/i }));
    await userEvent.click(
      await screen.findByRole('button', { name: /create/i }),
    );
    await waitFor(() => expect(onCreate).toHaveBeenCalled());
    expect(onCreate.mock.calls[0][0]).toEqual({
      entityRef: 'component:default/Order-Service',
      location: { provider: 'server', location: 'main' },
      name: 'order_service_db',
      extensions: ['hstore'],
    });
  });

  it('suggest a free name, and keep a typed one', async () => {
    renderTemplateForm({
      providers: oneServer,
      taken: ['orders_db'],
      initialState: { entityRef: 'component:default/orders' },
    });
    await waitFor(async () => expect(await nameField()).toHaveValue('orders'));
    await userEvent.clear(await nameField());
    await userEvent.type(await nameField(), 'mine');
    expect(await nameField()).toHaveValue('mine');
  });

  it('report an invalid name while the user types', async () => {
    renderTemplateForm({ providers: oneServer, taken: ['orders'] });
    await locationField(/Server main/);
    await userEvent.type(await nameField(), 'orders');
    expect(await screen.findByText(t('name.taken'))).toBeInTheDocument();
    expect(await nameField()).toBeInvalid();
    expect(await nameField()).toHaveAccessibleDescription(
      /Choose another name/,
    );

    await userEvent.type(await nameField(), '; DROP');
    expect(
      await screen.findByText('must be lower-case letters, digits and _'),
    ).toBeInTheDocument();

    await userEvent.clear(await nameField());
    await userEvent.type(await nameField(), 'free');
    await waitFor(async () => expect(await nameField()).toBeValid());
  });

  it('do not let a bad name reach the next page', async () => {
    renderTemplateForm({ providers: oneServer, taken: ['orders'] });
    await locationField(/Server main/);
    await userEvent.type(await nameField(), 'orders');
    const next = screen.getByRole('button', { name: /review/i });
    await userEvent.click(next);
    await waitFor(() => expect(next).toBeEnabled());
    expect(await nameField()).toBeInvalid();
    expect(
      screen.queryByRole('button', { name: /^create/i }),
    ).not.toBeInTheDocument();
  });

  it('disable an unreachable location, with the reason', async () => {
    renderTemplateForm({
      providers: async () =>
        providers(
          location('main'),
          location('far'),
          location('down', { reachable: false, message: 'connection refused' }),
        ),
    });
    const field = await locationField();
    await waitFor(() => expect(field).not.toHaveAttribute('aria-disabled'));
    await userEvent.click(field);
    const options = within(await screen.findByRole('listbox'));
    expect(
      options.getByRole('option', { name: /Server main/ }),
    ).toHaveAttribute('aria-disabled', 'false');
    const down = options.getByRole('option', { name: /connection refused/ });
    expect(down).toHaveAttribute('aria-disabled', 'true');
  });

  it('remove extensions that another location does not offer', async () => {
    renderTemplateForm({
      providers: async () =>
        providers(
          location('main'),
          location('bare', { extensions: ['hstore'] }),
        ),
    });
    await choose(/Location/, /Server main/);
    await choose(/Extensions/, /pg_trgm/);
    await userEvent.keyboard('{Escape}');
    expect(await locationField(/Extensions.*pg_trgm/)).toBeInTheDocument();
    await choose(/Location/, /Server bare/);
    await waitFor(() =>
      expect(
        screen.queryByRole('button', { name: /Extensions.*pg_trgm/ }),
      ).not.toBeInTheDocument(),
    );
  });

  it('accept names of extensions if the location does not list them', async () => {
    const { onCreate } = renderTemplateForm({
      providers: async () =>
        providers(location('main', { extensions: undefined })),
      initialState: { name: 'orders' },
    });
    await locationField(/Server main/);
    const field = await screen.findByRole('textbox', { name: /Extensions/ });
    await userEvent.type(field, 'pg_trgm,, vector,');
    expect(field).toHaveValue('pg_trgm,, vector,');
    await userEvent.click(screen.getByRole('button', { name: /review/i }));
    await userEvent.click(
      await screen.findByRole('button', { name: /create/i }),
    );
    await waitFor(() => expect(onCreate).toHaveBeenCalled());
    expect(onCreate.mock.calls[0][0]).toMatchObject({
      extensions: ['pg_trgm', 'vector'],
    });
  });

  it('offer the versions, sizes and backup targets of the location, and choose the first', async () => {
    const sizes = [
      { id: 'small', title: 'small: 512Mi' },
      { id: 'large', title: 'large: 2Gi' },
    ];
    const backupTargets = [{ id: 'store', title: 'store: object store S3' }];
    const { onCreate } = renderTemplateForm({
      providers: async () =>
        providers(
          location('main', { versions: ['18', '17'], sizes, backupTargets }),
          location('old', { versions: ['17'] }),
        ),
      initialState: { name: 'orders' },
    });
    await choose(/Location/, /Server main/);
    expect(await locationField(/Version.*PostgreSQL 18/)).toBeInTheDocument();
    await choose(/Size/, /large/);
    await choose(/Location/, /Server old/);
    expect(await locationField(/Version.*PostgreSQL 17/)).toBeInTheDocument();
    for (const text of [t('size.none'), 'Turn backups off.']) {
      expect(await screen.findByText(text)).toBeInTheDocument();
    }
    await choose(/Location/, /Server main/);
    await choose(/Size/, /large/);
    await userEvent.click(screen.getByRole('button', { name: /review/i }));
    await userEvent.click(
      await screen.findByRole('button', { name: /create/i }),
    );
    await waitFor(() => expect(onCreate).toHaveBeenCalled());
    // The chosen values stay, not the first choices of the location.
    expect(onCreate.mock.calls[0][0]).toMatchObject({
      version: '17',
      size: 'large',
      backupTarget: 'store',
    });
  });

  it('offer only the locations of some providers, and show the next step without any', async () => {
    const none = 'There is no Kubernetes cluster here.';
    renderTemplateForm({
      providers: async () => ({
        ...providers(location('main')),
        problems: [{ provider: 'other', message: 'not of interest' }],
      }),
      locationOptions: { providers: ['cloudnative-pg'], none },
    });
    expect(await screen.findByText(none)).toBeInTheDocument();
    expect(await locationField()).toHaveAttribute('aria-disabled', 'true');
  });

  it('retry until Backstage responds', async () => {
    const read = jest
      .fn()
      .mockRejectedValueOnce(new Error('The browser gets no response'))
      .mockResolvedValue(providers(location('main')));
    renderTemplateForm({
      providers: read,
      pages: [{ location: allFields.location }],
    });
    expect(
      await screen.findByText(
        t('location.failed', { reason: 'The browser gets no response' }),
      ),
    ).toBeInTheDocument();
    expect(await locationField(/Location.*Server main/)).toBeInTheDocument();
  });

  it('show that there is no location', async () => {
    renderTemplateForm({ providers: async () => providers() });
    expect(
      await screen.findByText(
        `${t('location.none')} ${t('location.noneNext')}`,
      ),
    ).toBeInTheDocument();
  });
});
