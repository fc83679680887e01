import { claimed } from '@pgstage/backstage-plugin-postgres-node/testUtils';
import { createServiceFactory } from '@backstage/backend-plugin-api';
import { mockCredentials } from '@backstage/backend-test-utils';
import type { JsonObject } from '@backstage/types';
import { postgresServiceRef } from '@pgstage/backstage-plugin-postgres-node';
import { startTestPostgres } from '@pgstage/example-postgres';
import { validate } from 'jsonschema';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parse } from 'yaml';
import { mockPostgres, view } from './__testUtils__/fixtures';
import { startScaffolder } from './__testUtils__/scaffolder';

const read = (name: string) =>
  parse(
    readFileSync(
      resolve(__dirname, '../../../templates', name, 'template.yaml'),
      'utf8',
    ),
  );

/** The values of the form if the user changes nothing. */
const untouched = {
  entityRef: 'component:default/orders',
  location: { provider: 'cloudnative-pg', location: 'prod-eu/team-orders' },
  name: 'orders',
  version: '18',
  size: 'small',
  instances: 2,
  backups: true,
  backupTarget: 'store',
  schedule: 'daily at 02:00',
  retention: '30d',
  protected: true,
  pooler: false,
};
/** The same values from the template for any provider, in which the settings are one field. */
const settled = {
  entityRef: untouched.entityRef,
  location: untouched.location,
  name: untouched.name,
  settings: {
    version: '18',
    size: 'small',
    instances: 2,
    protected: true,
    options: {
      backup: {
        enabled: true,
        target: 'store',
        schedule: 'daily at 02:00',
        retention: '30d',
      },
    },
  },
};
const input = {
  provider: 'cloudnative-pg',
  location: 'prod-eu/team-orders',
  name: 'orders',
  entityRef: 'component:default/orders',
  version: '18',
  size: 'small',
  instances: 2,
  protected: true,
};

describe('the templates that create on Kubernetes', () => {
  let server: Awaited<ReturnType<typeof startTestPostgres>>;
  let scaffolder: Awaited<ReturnType<typeof startScaffolder>>;
  const postgres = mockPostgres();
  beforeAll(async () => {
    server = await startTestPostgres({ standby: false, archive: false });
    scaffolder = await startScaffolder(
      { ...server.primary, ...server.roles.backstage },
      createServiceFactory({
        service: postgresServiceRef,
        deps: {},
        factory: () => postgres,
      }),
    );
  });
  beforeEach(() => {
    postgres.createDatabase.mockReset().mockResolvedValue(view());
    postgres.renderManifests
      .mockReset()
      .mockResolvedValue({ files: { 'cluster-orders.yaml': 'kind: Cluster' } });
  });
  afterAll(async () => {
    await scaffolder?.stop();
    await server?.remove();
  });

  /** Runs the template as a dry run, without the step that needs a git host. */
  async function dryRun(name: string, values: JsonObject) {
    const template = read(name);
    template.spec.steps = template.spec.steps.filter(
      ({ action }: { action: string }) => action.startsWith('postgres:'),
    );
    const response = await fetch(
      `http://localhost:${scaffolder.server.port()}/api/scaffolder/v2/dry-run`,
      {
        method: 'POST',
        headers: {
          'Content-Type': 'application/json',
          Authorization: mockCredentials.user.header(),
        },
        body: JSON.stringify({ template, values, directoryContents: [] }),
      },
    );
    expect([response.status, await response.clone().text()]).toEqual([
      200,
      expect.any(String),
    ]);
    const result = await response.json();
    // An unevaluated expression stays in the text.
    expect(JSON.stringify(result.output.text)).not.toContain('${{');
    return result;
  }

  it('request exactly the values of the form', async () => {
    await dryRun('postgresql-database', settled);
    expect(postgres.createDatabase.mock.calls[0][0]).toEqual({
      ...input,
      options: settled.settings.options,
      dryRun: true,
      taskId: expect.anything(),
    });
  });

  it('request everything that the user enters', async () => {
    const more = {
      storage: '20Gi',
      database: 'orders_db',
      user: 'orders_app',
      extensions: ['pg_trgm'],
      connectionLimit: 7,
      options: {
        backup: { enabled: false },
        pooler: { mode: 'transaction' },
      },
    };
    await dryRun('postgresql-database', {
      ...settled,
      settings: { ...settled.settings, ...more },
    });
    expect(postgres.createDatabase.mock.calls[0][0]).toMatchObject({
      ...input,
      ...more,
    });
  });

  it.each(['postgresql-database', 'service-with-postgresql'])(
    '%s shows where the password is, or that it is not stored yet',
    async name => {
      const result = async () =>
        (
          await dryRun(name, {
            ...untouched,
            settings: settled.settings,
            owner: 'group:default/team',
            databaseName: 'orders',
          })
        ).output.text[0].content;
      expect(await result()).toContain('stored in `orders-db`');
      postgres.createDatabase.mockResolvedValue(
        view({ credentials: undefined }),
      );
      expect(await result()).toMatch(/not stored yet: the tab shows where/);
      expect(await result()).not.toMatch(/stored in/);
    },
  );

  it.each([
    [true, true, 'The first backup has finished.'],
    [true, false, 'It is not protected by a backup yet'],
    [true, undefined, 'Whether it can be restored is unknown'],
    [false, false, 'Backups are off'],
  ])(
    'state in the output whether there is a backup (requested: %s, safe: %s)',
    async (backups, safe, text) => {
      postgres.createDatabase.mockResolvedValue(view({ safe: claimed(safe) }));
      const { output } = await dryRun('postgresql-database', {
        ...settled,
        settings: { options: { backup: { enabled: backups } } },
      });
      expect(output.text[0].content).toContain(text);
    },
  );

  it('write the same into the folder of a pull request', async () => {
    const { directoryContents } = await dryRun(
      'postgresql-database-pull-request',
      { ...untouched, repoUrl: 'github.com?owner=o&repo=r', folder: 'apps/db' },
    );
    expect(postgres.renderManifests.mock.calls[0][0]).toEqual({
      ...input,
      options: {
        backup: {
          target: 'store',
          schedule: 'daily at 02:00',
          retention: '30d',
        },
      },
    });
    expect(postgres.createDatabase).not.toHaveBeenCalled();
    expect(directoryContents.map(({ path }: { path: string }) => path)).toEqual(
      ['apps/db/orders/cluster-orders.yaml'],
    );
  });

  it('have forms that accept these values', () => {
    const values = {
      ...untouched,
      repoUrl: 'github.com?owner=o&repo=r',
      folder: 'apps/db',
    };
    const pages = read('postgresql-database-pull-request').spec.parameters;
    for (const page of pages) {
      expect(validate(values, page).errors).toEqual([]);
    }
    expect(validate({ ...values, storage: '20 GB' }, pages[2]).valid).toBe(
      false,
    );
    for (const page of read('postgresql-database').spec.parameters) {
      expect(validate(settled, page).errors).toEqual([]);
    }
  });

  it('reject a folder outside of the repository', () => {
    const page = read('postgresql-database-pull-request').spec.parameters.at(
      -1,
    );
    const folder = new RegExp(page.properties.folder.pattern);
    expect(folder.test('databases/team-orders')).toBe(true);
    for (const bad of ['../x', '/etc', 'a/../b', 'a//b', '.git', '']) {
      expect(folder.test(bad)).toBe(false);
    }
  });
});
