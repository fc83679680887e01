import { startTestPostgres } from '@pgstage/example-postgres';
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { parse } from 'yaml';
import { createPostgresActions } from './actions';
import { mockPostgres } from './__testUtils__/fixtures';

jest.setTimeout(120_000);

const root = resolve(__dirname, '../../../templates');
const actions = new Map(
  createPostgresActions(mockPostgres()).map(action => [action.id, action]),
);

interface Step {
  id: string;
  action: string;
  input: object;
}

describe.each([
  'postgresql-database',
  'postgresql-kubernetes',
  'postgresql-database-pull-request',
  'service-with-postgresql',
])('template %s', name => {
  const text = readFileSync(resolve(root, name, 'template.yaml'), 'utf8');
  const steps: Step[] = parse(text).spec.steps;
  const ours = steps.filter(({ action }) => actions.has(action));

  it('gives the actions what they take', () => {
    expect(ours.length).toBeGreaterThan(0);
    for (const { action, input } of ours) {
      const { properties, required } = actions.get(action)!.schema!.input!;
      expect(Object.keys(properties!)).toEqual(
        expect.arrayContaining(Object.keys(input)),
      );
      expect(Object.keys(input)).toEqual(
        expect.arrayContaining(required as string[]),
      );
    }
  });

  it('keeps the entity from which one comes, also where the person does not own it', () => {
    const [{ properties }] = parse(text).spec.parameters;
    const picker = properties.entityRef;
    // A list of the owned entities alone is replaced by the only one on it.
    expect(picker?.['ui:options'].allowArbitraryValues ?? true).toBe(true);
  });

  it('uses only outputs that there are', () => {
    for (const { id, action } of ours) {
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
          // By itself node-postgres would insist on TLS.
          PGSSLMODE: 'prefer',
        },
      },
    );
    expect(stdout).toMatch(/# pass [1-9]/);
  } finally {
    await postgres.remove();
  }
});
