import { createPlugin } from '@backstage/core-plugin-api';
import { createScaffolderFieldExtension } from '@backstage/plugin-scaffolder-react';
import { fields } from './fields';

const plugin = createPlugin({ id: 'scaffolder-postgres' });

/**
 * Field `PostgresLocationPicker` for apps of the old frontend system: a child
 * of `<ScaffolderFieldExtensions>`. Needs the tab's plugin in the same app.
 *
 * @public
 */
export const PostgresLocationPickerFieldExtension = plugin.provide(
  createScaffolderFieldExtension({
    ...fields.location,
    schema: fields.location.schema.schema,
  }),
);

/** Field `PostgresDatabaseName`, as {@link PostgresLocationPickerFieldExtension}. @public */
export const PostgresDatabaseNameFieldExtension = plugin.provide(
  createScaffolderFieldExtension({
    ...fields.databaseName,
    schema: fields.databaseName.schema.schema,
  }),
);

/** Field `PostgresExtensionsPicker`, as {@link PostgresLocationPickerFieldExtension}. @public */
export const PostgresExtensionsPickerFieldExtension = plugin.provide(
  createScaffolderFieldExtension({
    ...fields.extensions,
    schema: fields.extensions.schema.schema,
  }),
);

/** Field `PostgresVersionPicker`, as {@link PostgresLocationPickerFieldExtension}. @public */
export const PostgresVersionPickerFieldExtension = plugin.provide(
  createScaffolderFieldExtension({
    ...fields.version,
    schema: fields.version.schema.schema,
  }),
);

/** Field `PostgresSizePicker`, as {@link PostgresLocationPickerFieldExtension}. @public */
export const PostgresSizePickerFieldExtension = plugin.provide(
  createScaffolderFieldExtension({
    ...fields.size,
    schema: fields.size.schema.schema,
  }),
);

/** Field `PostgresBackupTargetPicker`, as {@link PostgresLocationPickerFieldExtension}. @public */
export const PostgresBackupTargetPickerFieldExtension = plugin.provide(
  createScaffolderFieldExtension({
    ...fields.backupTarget,
    schema: fields.backupTarget.schema.schema,
  }),
);

/** Field `PostgresOptions`, as {@link PostgresLocationPickerFieldExtension}. @public */
export const PostgresOptionsFieldExtension = plugin.provide(
  createScaffolderFieldExtension({
    ...fields.options,
    schema: fields.options.schema.schema,
  }),
);

/** Field `PostgresDatabasePreview`, as {@link PostgresLocationPickerFieldExtension}. @public */
export const PostgresDatabasePreviewFieldExtension = plugin.provide(
  createScaffolderFieldExtension({
    ...fields.preview,
    schema: fields.preview.schema.schema,
  }),
);
