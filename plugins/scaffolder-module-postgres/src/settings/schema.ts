import type { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import type { ProviderDescription } from '@pgstage/backstage-plugin-postgres-common';
import type { Place } from '../location';
import { wordsOf } from '../words';

/** JSON Schema as the scaffolder's form takes it. */
export type Schema = FieldExtensionComponentProps<unknown>['schema'];

/** @see locationSchema in postgres-common */
const ADVANCED = 'x-advanced';

export const isSchema = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

type Field = ProviderDescription['fields'][number];

/** What the form shows of a field of the spec at a place; nothing where there is no choice. */
const FIELDS: Record<
  Exclude<Field, 'options'>,
  (place: Place) => Schema | undefined
> = {
  version: ({ location: { versions } }) =>
    versions?.length
      ? { type: 'string', title: 'Version', enum: versions }
      : undefined,
  size: ({ location: { sizes } }) =>
    sizes?.length
      ? { type: 'string', title: 'Size', enum: sizes.map(({ id }) => id) }
      : undefined,
  instances: () => ({
    type: 'integer',
    title: 'Instances',
    description:
      'The primary and its standbys. With a standby, the database goes on when its node fails. Leave it empty for what the size comes with.',
    minimum: 1,
    maximum: 15,
  }),
  storage: () => ({
    type: 'string',
    title: 'Storage',
    description:
      "Size of each instance's volume, for example 20Gi. It can grow later and never shrink. Leave it empty for what the size comes with.",
  }),
  extensions: ({ location: { extensions } }) =>
    extensions?.length === 0
      ? undefined
      : {
          type: 'array',
          title: 'Extensions',
          items: { type: 'string', ...(extensions && { enum: extensions }) },
        },
  connectionLimit: ({ location: { maxConnectionLimit } }) => ({
    type: 'integer',
    title: 'Connection limit',
    description: `Most connections that the application may hold at once${
      maxConnectionLimit ? `, at most ${maxConnectionLimit}` : ''
    }. Leave it empty for the default of the location.`,
    minimum: 1,
  }),
  protected: () => ({
    type: 'boolean',
    title: 'Protect the database',
    description:
      'Refuse to remove the database until somebody switches the protection off.',
    default: true,
  }),
  database: () => ({
    type: 'string',
    title: 'Name inside PostgreSQL',
    description: 'Leave it empty to use the name of the database.',
    [ADVANCED]: true,
  }),
  user: () => ({
    type: 'string',
    title: 'Owner role',
    description:
      'The login of the application. Leave it empty to name it like the database. Its password is generated; nobody types it.',
    [ADVANCED]: true,
  }),
};

/** Gives every property a title that a person can read. */
function titled(schema: Schema): Schema {
  if (!isSchema(schema.properties)) return schema;
  const properties = Object.entries(schema.properties).map(
    ([name, property]) => [
      name,
      { title: wordsOf(name), ...titled(property as Schema) },
    ],
  );
  return { ...schema, properties: Object.fromEntries(properties) };
}

/** What can be asked for at a place, as one object of `postgres:database:create`. */
export function settingsSchema(place: Place): Schema {
  const { provider, location } = place;
  const names = Object.keys(FIELDS) as (keyof typeof FIELDS)[];
  const fields = names
    .filter(name => provider.fields.includes(name))
    .flatMap((name): [Field, Schema][] => {
      const schema = FIELDS[name](place);
      return schema ? [[name, schema]] : [];
    });
  const options = location.optionsSchema ?? provider.optionsSchema;
  if (provider.fields.includes('options') && isSchema(options.properties))
    fields.push(['options', titled(options as Schema)]);
  return { type: 'object', properties: Object.fromEntries(fields) };
}

export const hasProperties = ({ properties = {} }: Schema) =>
  Object.keys(properties).length > 0;

/** The advanced properties of an object and of its `options`, or the others. */
export function partOf(schema: Schema, advanced: boolean): Schema {
  const properties = Object.entries(schema.properties ?? {}).flatMap(
    ([name, property]) => {
      const part =
        name === 'options' ? partOf(property as Schema, advanced) : property;
      const isEmpty = name === 'options' && !hasProperties(part as Schema);
      const fits =
        name === 'options' || advanced === ADVANCED in (property as object);
      return fits && !isEmpty ? [[name, part]] : [];
    },
  );
  return { ...schema, properties: Object.fromEntries(properties) };
}
