import { ConfigReader } from '@backstage/config';
import { databaseSpecSchema } from '@pgstage/backstage-plugin-postgres-common';
import type { ClassifiedSpec } from '@pgstage/backstage-plugin-postgres-node';
import { z } from 'zod';
import { readCloudNativePgConfig } from '../../model';
import { optionClasses } from './optionClasses';
import { optionsSchema } from './options';
import { checkSpec } from './resolveSpec';

interface JsonSchema {
  properties?: Record<string, JsonSchema>;
  additionalProperties?: JsonSchema | boolean;
  items?: JsonSchema;
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
}

/** Every path where a value can be, as a pattern. */
function* leaves(schema: JsonSchema, pattern: string): Generator<string> {
  if (pattern && optionClasses.has(pattern)) return;
  const { properties, additionalProperties: more, items } = schema;
  const below = (key: string) => (pattern ? `${pattern}.${key}` : key);
  if (properties) {
    for (const [key, inner] of Object.entries(properties)) {
      yield* leaves(inner, below(key));
    }
  } else if (more && typeof more === 'object') yield* leaves(more, below('*'));
  else if (items) yield* leaves(items, below('*'));
  else yield pattern;
}

it('gives every option a class, and every part of roles and databases', () => {
  const fields = databaseSpecSchema.pick({ roles: true, databases: true });
  for (const each of [optionsSchema, fields]) {
    const schema = z.toJSONSchema(each, { io: 'input' }) as JsonSchema;
    expect([...leaves(schema, '')]).toEqual([]);
  }
});

it.each<[string, object, Record<string, string>, ClassifiedSpec]>([
  [
    'options whose effect stays inside the database',
    {
      parameters: { work_mem: '8MB', autovacuum_naptime: '10s' },
      pooler: { mode: 'session' },
      backup: { schedule: 'hourly', retention: '7d' },
      initSqlAsOwner: 'SELECT 1',
    },
    {
      'options.initSqlAsOwner': 'free',
      'options.parameters.work_mem': 'free',
      'options.parameters.autovacuum_naptime': 'free',
      'roles.0.name': 'free',
      'roles.0.inRoles.0': 'free',
      'roles.0.inRoles.1': 'free',
      'options.pooler.mode': 'free',
      'options.backup.schedule': 'free',
      'options.backup.retention': 'free',
      'databases.0.name': 'free',
      'databases.0.extensions': 'free',
    },
    {
      roles: [{ name: 'reader', inRoles: ['pg_read_all_data', 'shop'] }],
      databases: [{ name: 'more', extensions: ['citext'] }],
    },
  ],
  [
    'options that the configuration must list',
    {
      image: 'x:18',
      pooler: { image: 'x' },
      priorityClass: 'high',
      labels: { team: 'a' },
      backup: { target: 'main' },
      credentials: { cluster: 'a', namespace: 'b' },
    },
    {
      'options.image': 'allowed',
      'options.pooler.image': 'allowed',
      'options.priorityClass': 'allowed',
      'options.labels': 'allowed',
      'options.backup.target': 'allowed',
      'options.credentials.cluster': 'allowed',
      'options.credentials.namespace': 'allowed',
    },
    {},
  ],
  [
    'options that affect the Kubernetes cluster',
    {
      initSql: "COPY x TO PROGRAM 'id'",
      pgHba: ['host all all all trust'],
      resources: { limits: { cpu: '64' } },
      affinity: { tolerations: [{ operator: 'Exists' }], nodeSelector: {} },
      parameters: {
        log_statement: 'all',
        session_preload_libraries: 'x',
        archive_timeout: '1s',
        'plpython3.x': '1',
      },
      tls: { serverSecret: 'of-another' },
      backup: {
        target: { type: 's3', path: 's3://x', endpoint: 'http://inside' },
        folder: 'of-another',
      },
    },
    {
      'options.initSql': 'platform',
      'options.pgHba': 'platform',
      'options.resources': 'platform',
      'options.affinity.tolerations': 'platform',
      'options.affinity.nodeSelector': 'platform',
      'options.parameters.log_statement': 'platform',
      'options.parameters.session_preload_libraries': 'platform',
      'options.parameters.archive_timeout': 'platform',
      'options.parameters.plpython3.x': 'platform',
      'roles.0.inRoles.0': 'platform',
      'roles.0.inRoles.1': 'platform',
      'roles.0.passwordSecret': 'platform',
      'options.tls.serverSecret': 'platform',
      'options.backup.target': 'platform',
      'options.backup.folder': 'platform',
      'roles.0.name': 'free',
    },
    {
      roles: [
        {
          name: 'any',
          inRoles: ['postgres', 'pg_execute_server_program'],
          passwordSecret: 'of-another',
        },
      ],
    },
  ],
  ['no option at all', { wrong: 1, __proto__: { image: 'x' } }, {}, {}],
])('classifies %s', (_, options, classes, contents) => {
  const requested = {
    ...contents,
    options: options as Record<string, unknown>,
  };
  expect(optionClasses.of(requested)).toEqual(classes);
});

it('classifies changed and removed options', () => {
  const existing = {
    affinity: { antiAffinity: 'required', nodeSelector: { disk: 'ssd' } },
    parameters: { work_mem: '8MB', 'auto_explain.log_level': 'info' },
    backup: { target: 'main', schedule: 'hourly', folder: 'orders-1' },
    tls: { only: true, serverSecret: 'x' },
  };
  const classesOf = (options: object, before: object) =>
    optionClasses.of({ options: { ...options } }, { options: { ...before } });
  expect(classesOf(existing, existing)).toEqual({});
  expect(
    classesOf(
      {
        affinity: { antiAffinity: 'none' },
        parameters: { work_mem: '9MB', 'auto_explain.log_level': 'log' },
        backup: { target: 'main', schedule: 'daily at 02:00' },
        tls: null,
      },
      existing,
    ),
  ).toEqual({
    'options.affinity.antiAffinity': 'free',
    'options.affinity.nodeSelector': 'platform',
    'options.parameters.work_mem': 'free',
    'options.parameters.auto_explain.log_level': 'platform',
    'options.backup.schedule': 'free',
    'options.tls.only': 'free',
    'options.tls.serverSecret': 'platform',
  });
  expect(
    classesOf(
      { backup: { ...existing.backup, folder: 'of-another' } },
      { backup: existing.backup },
    ),
  ).toEqual({ 'options.backup.folder': 'platform' });
  const roles = [{ name: 'any', passwordSecret: 'own' }];
  expect(optionClasses.of({ roles }, { roles })).toEqual({});
  expect(optionClasses.of({ roles: [] }, { roles })).toEqual({
    'roles.0.name': 'free',
    'roles.0.passwordSecret': 'platform',
  });
});

describe('a shared resource', () => {
  const issuesOf = (own: object, options: object) =>
    checkSpec(
      readCloudNativePgConfig(
        new ConfigReader({
          postgres: { providers: { 'cloudnative-pg': own } },
        }),
      ),
      'orders',
      { options: options as Record<string, unknown> },
    ).issues;
  const requested = {
    image: 'registry.example.com/pg:18',
    pooler: { image: 'registry.example.com/bouncer' },
    storageClass: 'fast',
    walStorage: { size: '1Gi', storageClass: 'fast' },
    priorityClass: 'high',
    labels: { team: 'shop' },
    annotations: { 'example.com/cost': '42' },
  };

  it('is refused unless the configuration lists it', () => {
    expect(issuesOf({}, requested)).toEqual(
      [
        'image',
        'pooler.image',
        'storageClass',
        'walStorage.storageClass',
        'priorityClass',
        'labels.team',
        'annotations.example.com/cost',
      ].map(field => ({
        field: `options.${field}`,
        rule: expect.stringMatching(/^must be omitted: /),
      })),
    );
    expect(
      issuesOf(
        {
          customImages: ['registry.example.com/'],
          storageClasses: ['fast'],
          priorityClasses: ['high'],
          labels: ['team'],
          annotations: ['example.com/cost'],
        },
        requested,
      ),
    ).toEqual([]);
    expect(
      issuesOf({ storageClass: 'fast' }, { storageClass: 'fast' }),
    ).toEqual([]);
    expect(
      issuesOf({ priorityClasses: ['low'] }, { priorityClass: 'high' }),
    ).toMatchObject([{ rule: 'must be one of low' }]);
  });
});
