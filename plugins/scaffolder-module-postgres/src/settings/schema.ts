import type { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import type { ProviderDescription } from '@pgstage/backstage-plugin-postgres-common';
import type { ProviderLocation } from '../location';
import type { Translate } from '../translation';
import { fieldTitle } from '../fieldTitle';

/** JSON Schema in the type of the scaffolder's form. */
export type Schema = FieldExtensionComponentProps<unknown>['schema'];

/** @see locationSchema in postgres-common */
const ADVANCED = 'x-advanced';

export const isSchema = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

type Field = ProviderDescription['fields'][number];

/** How the form shows a field of the spec for a location; undefined without a choice. */
const FIELDS: Record<
  Exclude<Field, 'options'>,
  (selected: ProviderLocation, t: Translate) => Schema | undefined
> = {
  version: ({ location: { versions } }, t) =>
    versions?.length
      ? { type: 'string', title: t('settings.version'), enum: versions }
      : undefined,
  size: ({ location: { sizes } }, t) =>
    sizes?.length
      ? {
          type: 'string',
          title: t('settings.size'),
          enum: sizes.map(({ id }) => id),
        }
      : undefined,
  instances: (_, t) => ({
    type: 'integer',
    title: t('settings.instances'),
    description: t('settings.instancesHelp'),
    minimum: 1,
    maximum: 15,
  }),
  storage: (_, t) => ({
    type: 'string',
    title: t('settings.storage'),
    description: t('settings.storageHelp'),
  }),
  extensions: ({ location: { extensions } }, t) =>
    extensions?.length === 0
      ? undefined
      : {
          type: 'array',
          title: t('settings.extensions'),
          items: { type: 'string', ...(extensions && { enum: extensions }) },
        },
  connectionLimit: ({ location: { maxConnectionLimit: max } }, t) => ({
    type: 'integer',
    title: t('settings.connectionLimit'),
    description:
      max === undefined
        ? t('settings.connectionLimitHelp')
        : t('settings.connectionLimitMax', { max: String(max) }),
    minimum: 1,
  }),
  protected: (_, t) => ({
    type: 'boolean',
    title: t('settings.protected'),
    description: t('settings.protectedHelp'),
    default: true,
  }),
  // Most settings of a role are reserved for the platform team.
  roles: () => undefined,
  databases: ({ location: { extensions, databases } }, t) =>
    databases?.supported === false
      ? undefined
      : {
          type: 'array',
          title: t('settings.databases'),
          description: t('settings.databasesHelp'),
          [ADVANCED]: true,
          items: {
            type: 'object',
            required: ['name'],
            properties: {
              name: { type: 'string', title: t('settings.databasesName') },
              owner: {
                type: 'string',
                title: t('settings.user'),
                description: t('settings.databasesOwnerHelp'),
              },
              extensions: {
                type: 'array',
                title: t('settings.extensions'),
                items: {
                  type: 'string',
                  ...(extensions && { enum: extensions }),
                },
              },
            },
          },
        },
  database: (_, t) => ({
    type: 'string',
    title: t('settings.database'),
    description: t('settings.databaseHelp'),
    [ADVANCED]: true,
  }),
  user: (_, t) => ({
    type: 'string',
    title: t('settings.user'),
    description: t('settings.userHelp'),
    [ADVANCED]: true,
  }),
};

/** Adds a readable title to every property. */
function titled(schema: Schema): Schema {
  if (!isSchema(schema.properties)) return schema;
  const properties = Object.entries(schema.properties).map(
    ([name, property]) => [
      name,
      { title: fieldTitle(name), ...titled(property as Schema) },
    ],
  );
  return { ...schema, properties: Object.fromEntries(properties) };
}

/** Returns the schema of all settings at a location, as inputs of `postgres:database:create`. */
export function settingsSchema(
  t: Translate,
  selected: ProviderLocation,
): Schema {
  const { provider, location } = selected;
  const names = Object.keys(FIELDS) as (keyof typeof FIELDS)[];
  const fields = names
    .filter(name => provider.fields.includes(name))
    .flatMap((name): [Field, Schema][] => {
      const schema = FIELDS[name](selected, t);
      return schema ? [[name, schema]] : [];
    });
  const options = location.optionsSchema ?? provider.optionsSchema;
  if (provider.fields.includes('options') && isSchema(options.properties))
    fields.push(['options', titled(options as Schema)]);
  return { type: 'object', properties: Object.fromEntries(fields) };
}

export const hasProperties = ({ properties = {} }: Schema) =>
  Object.keys(properties).length > 0;

/** Returns either the advanced properties of an object and of its `options`, or the others. */
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
