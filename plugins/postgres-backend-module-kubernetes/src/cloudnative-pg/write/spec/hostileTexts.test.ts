import { ConfigReader } from '@backstage/config';
import {
  changeDatabaseSchema,
  createDatabaseSchema,
  InvalidFieldsError,
  parseInput,
  printable,
} from '@pgstage/backstage-plugin-postgres-common';
import {
  hostileTexts,
  type TextField,
  textFields,
} from '../../__testUtils__/textFields';
import { type ClusterContext, readCloudNativePgConfig } from '../../model';
import { changedPlan } from '../changedSpec';
import { manifestsOf } from '../manifests';
import { planOf } from '../planOf';
import { optionsSchema } from './options';

const config = readCloudNativePgConfig(new ConfigReader({}));
const request = {
  provider: 'cloudnative-pg',
  location: 'test/default',
  name: 'orders',
};
const binding = {
  resourceRef: 'resource:a/b',
  entityRefs: [],
  owner: 'group:a/b',
};

/** Checks a request like the HTTP API and the provider, before anything is written. */
function create(more: object): void {
  const requested = { ...request, entityRef: 'component:a/b', ...more };
  parseInput(createDatabaseSchema, requested);
  planOf(config, { ...requested, binding });
}

function change(more: object): void {
  const plan = planOf(config, { ...request, binding });
  changedPlan(
    { config } as ClusterContext,
    plan,
    parseInput(changeDatabaseSchema, more),
    manifestsOf(plan).cluster.object,
  );
}

const options = textFields(optionsSchema).map(({ field, put, isKey }) => ({
  field: field ? `options.${field}` : 'options',
  put: (text: string) => ({ options: put(text) }),
  isKey,
}));
/** The name of the provider is checked by the backend plugin. */
const ofCreate = textFields(createDatabaseSchema).filter(
  ({ field }) => field !== 'provider',
);

it('finds all text fields, including keys that a person chooses', () => {
  const names = options.map(({ field }) => field);
  expect(names).toEqual(
    expect.arrayContaining([
      'options.image',
      'options.pgHba.0',
      'options.labels.team',
      'options.parameters.team',
      'options.backup.target',
      'options.backup.target.credentials.secretAccessKey',
    ]),
  );
  expect(ofCreate.map(({ field }) => field)).toEqual(
    expect.arrayContaining([
      'name',
      'location',
      'user',
      'extensions.0',
      'roles.0.inRoles.0',
      'databases.0.extensions.0',
    ]),
  );
});

function namedBy(check: () => void): string[] {
  try {
    check();
  } catch (error) {
    if (error instanceof InvalidFieldsError) {
      return error.issues.map(({ field }) => field);
    }
    throw error;
  }
  return [];
}

/** Returns hostile texts that were accepted, or refused with another field. */
function unnamed(
  { field, put, isKey }: TextField,
  check: (more: object) => void,
) {
  return hostileTexts.filter(text => {
    const name = isKey ? `${field}.${printable(text)}` : field;
    return !namedBy(() => check(put(text) as object)).includes(name);
  });
}
const byName = (fields: TextField[]) =>
  fields.map((each): [string, TextField] => [each.field, each]);

it.each(byName([...ofCreate, ...options]))(
  'create refuses hostile texts, naming %j',
  (_, field) => {
    expect(unnamed(field, create)).toEqual([]);
  },
);

it.each(byName([...textFields(changeDatabaseSchema), ...options]))(
  'change refuses hostile texts, naming %j',
  (_, field) => {
    expect(unnamed(field, change)).toEqual([]);
  },
);
