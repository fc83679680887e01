import { databaseSpecSchema } from '@pgstage/backstage-plugin-postgres-common';
import { startTestPostgres } from '@pgstage/example-postgres';
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { parse } from 'yaml';
import { createPostgresActions } from './actions';
import { mockPostgres } from './__testUtils__/fixtures';

const root = resolve(__dirname, '../../../templates');
const actions = new Map(
  createPostgresActions(mockPostgres()).map(action => [action.id, action]),
);

interface Step {
  id: string;
  action: string;
  input: object;
}

type Source = string | { field: string; when: string };

interface Property {
  'ui:options'?: { manifests?: boolean; request?: Record<string, Source> };
}

interface Page {
  properties: Record<string, Property>;
  dependencies?: Record<
    string,
    { oneOf: Array<{ properties: Record<string, Property> }> }
  >;
}

describe.each([
  'postgresql-database',
  'postgresql-database-pull-request',
  'service-with-postgresql',
])('template %s', name => {
  const text = readFileSync(resolve(root, name, 'template.yaml'), 'utf8');
  const steps: Step[] = parse(text).spec.steps;
  const postgresSteps = steps.filter(({ action }) => actions.has(action));

  it('passes valid inputs to the actions', () => {
    expect(postgresSteps.length).toBeGreaterThan(0);
    for (const { action, input } of postgresSteps) {
      const { properties, required } = actions.get(action)!.schema!.input!;
      expect(Object.keys(properties!)).toEqual(
        expect.arrayContaining(Object.keys(input)),
      );
      expect(Object.keys(input)).toEqual(
        expect.arrayContaining(required as string[]),
      );
    }
  });

  it('keeps the entity of the page, also if the user does not own it', () => {
    const [{ properties }] = parse(text).spec.parameters;
    const picker = properties.entityRef;
    // A list of only the owned entities is replaced by its only entry.
    expect(picker?.['ui:options'].allowArbitraryValues ?? true).toBe(true);
  });

  it('checks the request of its step before the review', () => {
    const properties: Record<string, Property> = Object.assign(
      {},
      ...parse(text).spec.parameters.flatMap((page: Page) => [
        page.properties,
        ...Object.values(page.dependencies ?? {}).flatMap(({ oneOf }) =>
          oneOf.map(each => each.properties),
        ),
      ]),
    );
    const names = Object.keys(properties);
    // Validated with the last page, when all other pages are filled in.
    expect(
      Object.keys(parse(text).spec.parameters.at(-1).properties),
    ).toContain('preview');
    const { manifests, request = {} } = properties.preview['ui:options'] ?? {};
    const sources = Object.values(request).flatMap(source =>
      typeof source === 'string' ? source : [source.field, source.when],
    );
    expect(names).toEqual(expect.arrayContaining(sources));
    const [{ action, input }] = postgresSteps;
    expect(manifests).toBe(
      action === 'postgres:manifests:render' ? true : undefined,
    );
    const sent = Object.entries(input).flatMap(([field, value]) => {
      const parameter = /parameters\.(\w+)/.exec(String(value))?.[1];
      // The settings field has the names of the action's inputs.
      if (
        parameter === 'settings' &&
        value === `\${{ parameters.settings.${field} }}`
      )
        return [];
      const isSame = names.includes(field) && parameter === field;
      return !parameter || isSame || ['provider', 'location'].includes(field)
        ? []
        : [[field, parameter]];
    });
    expect(request).toMatchObject(
      Object.fromEntries(sent.filter(([field]) => field !== 'targetPath')),
    );
    const { options: own } = input as { options?: object | string };
    const options = typeof own === 'object' ? Object.keys(own) : [];
    expect(
      new Set(
        Object.keys(request).flatMap(
          key => /^options\.(\w+)/.exec(key)?.[1] ?? [],
        ),
      ),
    ).toEqual(new Set(options));
  });

  it('requests every setting with a field', () => {
    if (!text.includes('ui:field: PostgresOptions')) return;
    const [{ input }] = postgresSteps;
    const rest = Object.keys(databaseSpecSchema.shape).filter(
      field => !Object.hasOwn(input, field),
    );
    expect(rest).toEqual([]);
  });

  it('does not hard-code the path of the tab', () => {
    expect(text).not.toMatch(/\/postgresql\b|\/catalog\//);
  });

  it('uses only existing outputs', () => {
    for (const { id, action } of postgresSteps) {
      const outputs = Object.keys(
        actions.get(action)!.schema!.output!.properties!,
      );
      const used = [
        ...text.matchAll(new RegExp(`steps\\.${id}\\.output\\.(\\w+)`, 'g')),
      ];
      expect(used.length).toBeGreaterThan(0);
      expect(outputs).toEqual(
        expect.arrayContaining(used.map(([, output]) => output)),
      );
    }
  });
});

it('the service of the template passes its own tests on a real PostgreSQL', async () => {
  const postgres = await startTestPostgres({ standby: false, archive: false });
  try {
    const skeleton = resolve(root, 'service-with-postgresql/skeleton');
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ['--test', '--test-reporter=tap', 'test/orders.test.js'],
      {
        cwd: skeleton,
        env: {
          PATH: process.env.PATH,
          PGHOST: postgres.primary.host,
          PGPORT: String(postgres.primary.port),
          PGDATABASE: 'postgres',
          PGUSER: postgres.admin.user,
          PGPASSWORD: postgres.admin.password,
          // By default, node-postgres would require TLS.
          PGSSLMODE: 'prefer',
        },
      },
    );
    expect(stdout).toMatch(/# pass [1-9]/);
  } finally {
    await postgres.remove();
  }
});
