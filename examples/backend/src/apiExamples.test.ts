import { readFile, writeFile } from 'node:fs/promises';
import { delimiter, resolve } from 'node:path';
import {
  attentionSchema,
  backupSchema,
  claimSchema,
  databaseSummarySchema,
  lagSchema,
  stepSchema,
} from '@pgstage/backstage-plugin-postgres-common';
import { describeWithPart } from '@pgstage/backstage-plugin-postgres-node/testUtils';
import { apiSettings } from './__testUtils__/apiCaller';
import { recordApi, type Recording } from './__testUtils__/recordApi';
import type { ExampleBackend } from './__testUtils__/startBackend';
import { startExample } from './__testUtils__/startExample';

jest.setTimeout(300_000);

const file = resolve(
  __dirname,
  '../../../plugins/postgres-backend/src/document/examples.json',
);

// A dump needs a pg_dump of at least the version of the server.
describeWithPart('PGSTAGE_PG18_BIN', 'the examples of the document', bin => {
  let example: Awaited<ReturnType<typeof startExample>>;
  let backend: ExampleBackend | undefined;

  beforeAll(async () => {
    example = await startExample();
    backend = await example.startBackend({
      ...apiSettings,
      PATH: `${bin}${delimiter}${process.env.PATH}`,
    });
  });
  afterAll(async () => {
    await backend?.kill();
    await example?.stop();
  });

  it('are the responses of the API', async () => {
    const recording = clean(await recordApi(backend!), example);
    if (process.env.PGSTAGE_RECORD_API)
      await writeFile(file, `${JSON.stringify(recording, null, 2)}\n`);
    const examples = JSON.parse(await readFile(file, 'utf8'));
    expect(shapeOf(recording)).toEqual(shapeOf(examples));
  });
});

/** Removes values of this machine or this process. */
function clean(
  recording: Recording,
  { postgres, tap }: Awaited<ReturnType<typeof startExample>>,
): Recording {
  const { dataDir, standby } = postgres;
  const text = JSON.stringify(recording, (key, value) => {
    if (key === 'stack') return undefined;
    return key === 'password' && typeof value === 'string'
      ? 'not-a-real-one'
      : value;
  });
  return JSON.parse(
    text
      .replaceAll(dataDir, '/var/lib/pgstage')
      .replaceAll(String(tap.port), '5432')
      .replaceAll(String(standby?.port), '5433'),
  );
}

/** Values that depend on the time: their schemas, by the end of their path. */
const momentary: [RegExp, { parse(value: unknown): unknown }][] = [
  [/\.attention\[\]$/, attentionSchema],
  [/\.(usable|safe)$/, claimSchema],
  // It runs, or has finished already.
  [/\.createBackup\.response$/, backupSchema],
  [/\.steps\[\]$/, stepSchema],
  [/\.summary$/, databaseSummarySchema],
  [/\.lag$/, lagSchema],
];

/** Returns the path of each value with its type; the items of a list count as one. */
function shapeOf(value: unknown, path = ''): string[] {
  const schema = momentary.find(([end]) => end.test(path))?.[1];
  if (schema) {
    // Parsing removes a field that is not in the schema.
    expect({ path, value: schema.parse(value) }).toEqual({ path, value });
    return [];
  }
  if (typeof value !== 'object' || value === null)
    return [`${path}: ${value === null ? 'null' : typeof value}`];
  const inner = Array.isArray(value)
    ? value.flatMap(item => shapeOf(item, `${path}[]`))
    : Object.entries(value).flatMap(([key, item]) => [
        `${path}.${key}`,
        ...shapeOf(item, `${path}.${key}`),
      ]);
  return [...new Set(inner)].sort();
}
