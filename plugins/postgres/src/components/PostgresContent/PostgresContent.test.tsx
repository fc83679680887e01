import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { ago, databaseView, health, ok } from '../../../dev/fixtures';
import { providers } from '../../../dev/clusterFixtures';
import { scenarios } from '../../../dev/scenarios';
import { entity, renderTab } from '../../__testUtils__/renderTab';
import { responseError } from '../../__testUtils__/responseError';
import { translate as t } from '../../__testUtils__/translate';

const tile = (name: string) => screen.getByRole('group', { name });
const looks = (element: HTMLElement) =>
  [...element.querySelectorAll('[data-look]')].map(icon =>
    icon.getAttribute('data-look'),
  );

describe('PostgresContent', () => {
  it('shows header, tiles and connection of a working database', async () => {
    const { api } = renderTab();
    expect(
      await screen.findByRole('heading', { name: 'orders-db' }),
    ).toBeInTheDocument();
    expect(api.listDatabases).toHaveBeenCalledWith(
      { entityRef: 'component:default/orders' },
      expect.anything(),
    );
    const header = screen
      .getByRole('heading', { name: 'orders-db' })
      .closest('header')!;
    expect(header).toHaveTextContent(t('database.accepting'));
    expect(header).toHaveTextContent('Accepting connections since');
    expect(
      within(header).getByRole('link', { name: /team-orders/ }),
    ).toBeInTheDocument();
    await waitFor(() =>
      expect(tile('Health')).toHaveTextContent(
        'Max replication lag 400 ms (1.2 kB)',
      ),
    );
    expect(looks(tile('Health'))).toEqual(['working']);
    expect(tile('Backups')).toHaveTextContent(
      /Restorable to any second from .* UTC .* to .* UTC/,
    );
    expect(tile('Capacity')).toHaveTextContent('Connections: 3 of 20');
    expect(tile('Changes')).toHaveTextContent(t('tiles.change.none'));
    expect(
      await screen.findByRole('button', { name: 'Copy .env' }),
    ).toBeInTheDocument();
    expect(header.querySelector('time')).toHaveAttribute('dateTime');
  });

  it('shows the storage of a database whose size is unknown', async () => {
    const { summary } = databaseView();
    renderTab({
      databases: [
        databaseView({
          summary: {
            ...summary,
            sizeBytes: undefined,
            storageBytes: 20 * 1024 ** 3,
          },
        }),
      ],
      api: { getHealth: async () => ok({ ...health(), sizeBytes: undefined }) },
    });
    await screen.findByText(/standbys? working/);
    expect(tile('Capacity')).toHaveTextContent('Size: unknown, of 20 GB');
  });

  it('shows a placeholder for each section while it loads', async () => {
    jest.useFakeTimers({ doNotFake: ['queueMicrotask'] });
    try {
      renderTab(scenarios.loading);
      await act(() => jest.advanceTimersByTimeAsync(3000));
      expect(tile('Backups')).toHaveAttribute('aria-busy', 'true');
      expect(screen.queryByText(t('loading.late'))).not.toBeInTheDocument();
      await act(() => jest.advanceTimersByTimeAsync(9000));
      expect(screen.getByText(t('loading.late'))).toBeInTheDocument();
    } finally {
      jest.useRealTimers();
    }
  });

  it('shows why the list could not be read, with code and permission, and retries', async () => {
    const error = await responseError(403, {
      name: 'NotAllowedError',
      message:
        "You need the permission 'postgres.database.read'. Ask your platform team.",
    });
    const listDatabases = jest
      .fn()
      .mockRejectedValueOnce(error)
      .mockResolvedValue({
        items: [databaseView()],
        totalItems: 1,
        problems: [],
        complete: true,
      });
    renderTab({ databases: [], api: { listDatabases } });
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('HTTP 403, request req-7');
    expect(alert).toHaveTextContent("'postgres.database.read'");
    expect(
      within(alert).getByRole('button', {
        name: t('copy.name', { what: t('copy.errorDetails') }),
      }),
    ).toBeInTheDocument();
    await userEvent.click(within(alert).getByRole('button', { name: 'Retry' }));
    expect(
      await screen.findByRole('heading', { name: 'orders-db' }),
    ).toBeInTheDocument();
  });

  it('links to the template, filled in for this entity, if there is no database', async () => {
    renderTab(scenarios.none);
    const link = await screen.findByRole('button', {
      name: /Create a PostgreSQL database/,
    });
    const url = new URL(link.getAttribute('href')!, 'http://x');
    expect(url.pathname).toBe('/create/templates/default/postgresql-database');
    expect(JSON.parse(url.searchParams.get('formData')!)).toEqual({
      entityRef: 'component:default/orders',
    });
    expect(screen.getByText(t('page.none.title'))).toBeInTheDocument();
  });

  it('shows a user without ownership whom to ask, and keeps the entity', async () => {
    renderTab(scenarios.none, '', {
      ...entity,
      relations: [{ type: 'ownedBy', targetRef: 'group:default/payments' }],
    });
    expect(
      await screen.findByText(
        t('page.none.notOwner', { owners: 'group:default/payments' }),
      ),
    ).toBeInTheDocument();
    const link = screen.getByRole('button', { name: /Create a PostgreSQL/ });
    expect(decodeURIComponent(link.getAttribute('href')!)).toContain(
      'component:default/orders',
    );
  });

  it('does not claim that there is none while a location is unreachable', async () => {
    renderTab(scenarios.uncertain);
    expect(
      await screen.findByText(/main \(server\) does not respond/),
    ).toBeInTheDocument();
    expect(screen.queryByText(t('page.none.title'))).not.toBeInTheDocument();
  });

  it('has a choice of several databases, and opens the one in the URL', async () => {
    renderTab(scenarios.several, '?database=server%3Amain%2Fsecond');
    expect(
      await screen.findByRole('heading', { name: 'second' }),
    ).toBeInTheDocument();
    await userEvent.selectOptions(
      screen.getByLabelText('Database (2)'),
      'server:main/first',
    );
    expect(
      await screen.findByRole('heading', { name: 'first' }),
    ).toBeInTheDocument();
  });

  it('says that it shows another database than the one in the URL', async () => {
    renderTab(scenarios.several, '?database=server%3Amain%2Fremoved');
    expect(
      await screen.findByText(
        t('page.other.title', { ref: 'server:main/removed' }),
      ),
    ).toBeInTheDocument();
    await userEvent.selectOptions(
      screen.getByLabelText('Database (2)'),
      'server:main/second',
    );
    expect(screen.queryByText(/is not shown/)).not.toBeInTheDocument();
  });

  it('links only to the user who created a database', async () => {
    const by = (creator: string) => ({
      databases: [databaseView({ created: { at: ago(60), by: creator } })],
    });
    const person = renderTab(by('user:default/ada'));
    expect(
      await screen.findByRole('link', { name: /ada/ }),
    ).toBeInTheDocument();
    person.unmount();
    renderTab(by('plugin:demo'));
    expect(await screen.findByText(/by plugin:demo/)).toBeInTheDocument();
    expect(
      screen.queryByRole('link', { name: /demo/ }),
    ).not.toBeInTheDocument();
  });

  it('shows the steps of a database that is being created, and nothing in red', async () => {
    renderTab(scenarios.creating);
    const steps = await screen.findByRole('list', { name: 'Steps' });
    expect(within(steps).getAllByRole('listitem')[2]).toHaveTextContent(
      'Database created: running',
    );
    await waitFor(() =>
      expect(tile('Backups')).toHaveTextContent(
        t('tiles.backups.kind.first-running'),
      ),
    );
    expect(screen.getByText(t('connect.notUsable.notYet'))).toBeInTheDocument();
    expect(looks(document.body)).not.toContain('error');
  });

  it('shows problems as text, and the primary not in red', async () => {
    renderTab(scenarios['standby-down'], '/health');
    const list = await screen.findByRole('region', { name: 'Needs attention' });
    expect(list).toHaveTextContent('The standby standby1 is not connected.');
    expect(list).toHaveTextContent(
      'Next step: The platform team starts standby1',
    );
    expect(
      screen
        .getAllByRole('alert')
        .some(a => /Needs attention/.test(a.textContent!)),
    ).toBe(true);
    const primary = (
      await screen.findByRole('rowheader', { name: 'main' })
    ).closest('tr')!;
    expect(looks(primary)).toEqual(['working']);
  });

  it('marks everything as last known while the provider is unreachable', async () => {
    renderTab(scenarios.unreachable);
    expect(
      await screen.findByText('main does not respond'),
    ).toBeInTheDocument();
    expect(screen.getByText(/ECONNREFUSED/)).toBeInTheDocument();
    expect(tile('Health')).toHaveTextContent('(last known)');
    expect(looks(tile('Health'))).toEqual(['unknown']);
    expect(looks(tile('Backups'))).toEqual(['unknown']);
  });

  it('lets sections fail independently', async () => {
    renderTab(scenarios.partial, '/backups');
    expect(await screen.findByText(/Grant 'pg_monitor'/)).toBeInTheDocument();
    expect(screen.getByText(/^Not up to date: Backups/)).toBeInTheDocument();
    await userEvent.click(screen.getByRole('link', { name: 'Health' }));
    expect(
      screen.getByText('This provider does not report its instances.'),
    ).toBeInTheDocument();
  });

  it('shows "at least" for a time that may be earlier', async () => {
    const { status } = databaseView();
    renderTab({
      databases: [databaseView({ status: { ...status, sinceAtLeast: true } })],
    });
    expect(
      await screen.findByText(/^Accepting connections since at least/),
    ).toBeInTheDocument();
  });

  it('does not show a database as working without evidence of a login', async () => {
    const { status } = databaseView();
    const reason = { id: 'admits', text: 'The server lets orders connect.' };
    const unproven = databaseView({
      status: { ...status, reason },
      usable: {
        value: null,
        reason: { id: 'noLogin', text: 'Backstage has no login of it to try' },
      },
    });
    const { unmount } = renderTab({ databases: [unproven] });
    expect(
      await screen.findByText(/^The server lets orders connect, since$/),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('heading', { name: 'orders-db' }).closest('header'),
    ).toHaveTextContent(t('state.working'));
    unmount();
    renderTab({
      databases: [
        { ...unproven, status: { ...unproven.status, sinceAtLeast: true } },
      ],
    });
    expect(
      await screen.findByText(
        /^The server lets orders connect, since at least/,
      ),
    ).toBeInTheDocument();
  });

  it('reloads the health after a change of the state', async () => {
    const getHealth = jest.fn(async () => ok(health()));
    const restarting = databaseView({
      revision: 'next',
      status: {
        state: 'changing',
        reason: { id: 'restarting', text: 'Restarting' },
        since: '2026-11-21T12:00:00Z',
      },
    });
    let change = (_: typeof restarting) => {};
    const getDatabase = jest
      .fn(() => new Promise<typeof restarting>(() => {}))
      .mockReturnValueOnce(new Promise(resolve => (change = resolve)));
    renderTab({ databases: [databaseView()], api: { getDatabase, getHealth } });
    await waitFor(() => expect(getHealth).toHaveBeenCalledTimes(1));
    change(restarting);
    await waitFor(() => expect(getHealth).toHaveBeenCalledTimes(2));
  });

  it('shows that the database no longer exists', async () => {
    const page = { totalItems: 1, problems: [], complete: true };
    const listDatabases = jest
      .fn()
      .mockResolvedValue({ ...page, items: [databaseView()] });
    const gone = await responseError(404, {
      name: 'NotFoundError',
      message: 'no such database',
    });
    renderTab({
      databases: [databaseView()],
      api: {
        getDatabase: jest.fn().mockRejectedValue(gone),
        listDatabases,
      },
    });
    expect(
      await screen.findByText(
        t('page.gone.title', { database: 'main/orders-db' }),
      ),
    ).toBeInTheDocument();
    // Other locations may not have been read yet.
    listDatabases.mockResolvedValue({ ...page, items: [], complete: false });
    await userEvent.click(
      screen.getByRole('button', { name: t('page.gone.check') }),
    );
    await waitFor(() =>
      expect(
        screen.queryByText(
          t('page.gone.title', { database: 'main/orders-db' }),
        ),
      ).toBeNull(),
    );
  });
});

describe('notices for administrators', () => {
  const notice = {
    id: 'superuser',
    severity: 'warning' as const,
    what: { id: 'superuser', text: "Backstage's role 'admin' is a superuser." },
    nextStep: {
      id: 'ask',
      text: "Ask the server's administrator for another role.",
    },
  };
  const withNotices = (notices?: object[], id = 'main') => {
    const [server] = providers();
    const locations = [{ ...server.locations[0], id, notices }];
    const items = [{ ...server, locations }] as (typeof server)[];
    return {
      ...scenarios.orders,
      api: { listProviders: async () => ({ items, problems: [] }) },
    };
  };

  it('are shown with the next step, separate from the attention list', async () => {
    renderTab(withNotices([notice]));
    const region = await screen.findByRole('region', {
      name: 'For administrators',
    });
    expect(region).toHaveTextContent(
      t('page.notices.summary', { count: 1, location: 'Main server' }),
    );
    expect(region).toHaveTextContent(
      `${notice.what.text}Next step: ${notice.nextStep.text}`,
    );
    expect(
      screen.queryByRole('region', { name: 'Needs attention' }),
    ).not.toBeInTheDocument();
  });

  it.each([
    ['without notices', withNotices()],
    ['of another location', withNotices([notice], 'other')],
  ])('says nothing %s', async (_, scenario) => {
    const { api } = renderTab(scenario);
    await screen.findByRole('heading', { name: 'orders-db' });
    await waitFor(() => expect(api.listProviders).toHaveBeenCalledTimes(1));
    expect(
      screen.queryByRole('region', { name: 'For administrators' }),
    ).not.toBeInTheDocument();
  });
});

describe('PostgresContent when Backstage does not respond', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());
  const pass = (seconds: number) =>
    act(() => jest.advanceTimersByTimeAsync(seconds * 1000));

  it('ignores one failure, is stale with a warning after two, and recovers', async () => {
    let broken = false;
    const getDatabase = jest.fn(async () => {
      if (broken) throw new Error('Failed to fetch');
      return databaseView();
    });
    renderTab(
      {
        databases: [databaseView()],
        api: { getDatabase, getHealth: async () => ok(health()) },
      },
      '/health',
    );
    await pass(3);
    expect(looks(document.body)).toContain('working');
    broken = true;
    await pass(2);
    expect(getDatabase).toHaveBeenCalled();
    expect(
      screen.queryByText('Backstage does not respond'),
    ).not.toBeInTheDocument();
    await pass(5);
    expect(screen.getByText('Backstage does not respond')).toBeInTheDocument();
    expect(
      screen.getByText(new RegExp(t('page.freshness.resumes'))),
    ).toBeInTheDocument();
    expect(screen.getAllByText(/\(last known\)/).length).toBeGreaterThan(0);
    expect(looks(document.body)).not.toContain('working');
    broken = false;
    await pass(6);
    expect(
      screen.queryByText(/last known|does not respond/),
    ).not.toBeInTheDocument();
  });

  it('shows it once for all sections, which are stale', async () => {
    let broken = false;
    const orFail = async <T,>(response: T) => {
      if (broken) throw new Error('no connection');
      return response;
    };
    renderTab(
      {
        databases: [databaseView()],
        api: {
          getDatabase: () => orFail(databaseView()),
          getHealth: () => orFail(ok(health())),
        },
      },
      '/health',
    );
    await pass(3);
    broken = true;
    await pass(15);
    expect(screen.getByText('Backstage does not respond')).toBeInTheDocument();
    expect(screen.getByRole('region', { name: 'Health' })).toHaveTextContent(
      'Last known, as of',
    );
    expect(screen.getAllByText(/no connection/)).toHaveLength(1);
  });

  it('shows in a section why it could not be read if only the provider does not respond', async () => {
    const unreachable = { since: ago(60), message: 'refused' };
    let broken = false;
    renderTab(
      {
        databases: [databaseView({ unreachable })],
        api: {
          getDatabase: async () => databaseView({ unreachable }),
          getHealth: async () => {
            if (broken) throw new Error('no connection');
            return ok(health());
          },
        },
      },
      '/health',
    );
    await pass(3);
    broken = true;
    await pass(15);
    const region = screen.getByRole('region', { name: 'Health' });
    expect(region).toHaveTextContent(t('section.failedAgain.health'));
    expect(region).toHaveTextContent('no connection');
    expect(within(region).getByRole('button', { name: 'Retry' })).toBeVisible();
  });

  it('keeps the database until a restarted backend has read it', async () => {
    const page = (complete: boolean) => {
      const items = complete ? [databaseView()] : [];
      return { items, totalItems: items.length, problems: [], complete };
    };
    const listDatabases = jest.fn().mockResolvedValueOnce(page(true));
    renderTab({
      databases: [databaseView()],
      api: { listDatabases, getHealth: async () => ok(health()) },
    });
    await pass(3);
    listDatabases.mockResolvedValue(page(false));
    await pass(62);
    expect(listDatabases.mock.calls.length).toBeGreaterThan(1);
    expect(
      screen.getByRole('heading', { name: 'orders-db' }),
    ).toBeInTheDocument();
    expect(screen.queryByText(/No PostgreSQL database/)).toBeNull();
  });

  it.each([
    [401, t('host.signedOut'), 'Sign in again'],
    [403, `${t('host.forbidden')} (HTTP 403, request req-7)`, 'Retry'],
    [429, 'Too many requests (HTTP 429, request req-7)', 'Retry'],
    [500, `${t('host.error')} (HTTP 500, request req-7)`, 'Retry'],
  ])('shows the problem of HTTP %i', async (status, title, button) => {
    // Reading a response takes real time.
    jest.useRealTimers();
    const error = await responseError(status, { name: 'Error', message: 'no' });
    jest.useFakeTimers();
    let broken = false;
    const getDatabase = jest.fn(async () => {
      if (broken) throw error;
      return databaseView();
    });
    renderTab({
      databases: [databaseView()],
      api: { getDatabase, getHealth: async () => ok(health()) },
    });
    await pass(3);
    broken = true;
    await pass(7);
    expect(screen.getByText(title)).toBeInTheDocument();
    expect(screen.getByRole('button', { name: button })).toBeInTheDocument();
    expect(screen.queryByText('Backstage does not respond')).toBeNull();
  });
});
