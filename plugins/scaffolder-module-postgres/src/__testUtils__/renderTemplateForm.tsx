import { renderInTestApp } from '@backstage/frontend-test-utils';
import { Stepper } from '@backstage/plugin-scaffolder-react/alpha';
import type { FieldExtensionOptions } from '@backstage/plugin-scaffolder-react';
import { postgresApiRef } from '@pgstage/backstage-plugin-postgres';
import type {
  DatabaseView,
  Location,
  OwnerQuotas,
  ProviderList,
} from '@pgstage/backstage-plugin-postgres-common';
import type { JsonObject, JsonValue } from '@backstage/types';
import { fields } from '../fields';

export const location = (
  id: string,
  changes: Partial<Location> = {},
): Location => ({
  id,
  title: `Server ${id}`,
  reachable: true,
  extensions: ['pg_trgm', 'hstore'],
  ...changes,
});

export const providers = (...locations: Location[]): ProviderList => ({
  items: [
    {
      id: 'server',
      title: 'PostgreSQL server',
      locations,
      name: {
        pattern: '^[a-z][a-z0-9_]*$',
        maxLength: 20,
        rule: 'must be lower-case letters, digits and _',
      },
      fields: [],
      optionsSchema: {},
      operations: {} as ProviderList['items'][0]['operations'],
    },
  ],
  problems: [],
});

const extensions = Object.values(fields).map(field => ({
  ...field,
  schema: field.schema.schema,
})) as FieldExtensionOptions[];

/** The properties of a page with all fields. */
export const allFields = {
  entityRef: { type: 'string' },
  location: { type: 'object', 'ui:field': 'PostgresLocationPicker' },
  name: { type: 'string', 'ui:field': 'PostgresDatabaseName' },
  extensions: {
    type: 'array',
    items: { type: 'string' },
    'ui:field': 'PostgresExtensionsPicker',
  },
  version: {
    title: 'Version',
    type: 'string',
    'ui:field': 'PostgresVersionPicker',
  },
  size: { title: 'Size', type: 'string', 'ui:field': 'PostgresSizePicker' },
  backupTarget: {
    title: 'Backups go to',
    type: 'string',
    'ui:field': 'PostgresBackupTargetPicker',
    'ui:options': { none: 'Turn backups off.' },
  },
};

/** Renders the form of a template as in the scaffolder, and returns what it submits. */
export function renderTemplateForm(options: {
  providers: () => Promise<ProviderList>;
  taken?: string[];
  quotas?: OwnerQuotas;
  initialState?: Record<string, JsonValue>;
  /** Options of the location field. */
  locationOptions?: object;
  /** Properties of each page. Default: one page with all fields. */
  pages?: object[];
  /** Response of the backend to a dry run. */
  createDatabase?: typeof postgresApiRef.T.createDatabase;
}) {
  const onCreate = jest.fn();
  const api = {
    listProviders: options.providers,
    getQuotas: async () => options.quotas ?? { quotas: [] },
    listDatabases: async () => ({
      items: (options.taken ?? []).map(
        name => ({ name, location: 'main' } as DatabaseView),
      ),
      totalItems: 0,
      problems: [],
      complete: true,
    }),
    createDatabase:
      options.createDatabase ?? (async () => ({} as DatabaseView)),
  };
  const pages = options.pages ?? [
    {
      ...allFields,
      location: {
        ...allFields.location,
        'ui:options': options.locationOptions,
      },
    },
  ];
  renderInTestApp(
    <Stepper
      templateName="test"
      onCreate={onCreate}
      initialState={options.initialState}
      extensions={extensions}
      manifest={{
        title: 'PostgreSQL database',
        steps: pages.map((properties, index) => ({
          title: `Page ${index + 1}`,
          schema: {
            required: ['location', 'name'].filter(each => each in properties),
            properties: properties as JsonObject,
          },
        })),
      }}
    />,
    { apis: [[postgresApiRef, api as unknown as typeof postgresApiRef.T]] },
  );
  return { onCreate };
}
