import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { DatabaseNameField, databaseNameSchema } from './DatabaseNameField';
import {
  DatabasePreview,
  databasePreviewSchema,
  validateDatabasePreview,
} from './DatabasePreview';
import { ExtensionsPicker, extensionsPickerSchema } from './ExtensionsPicker';
import { LocationPicker, locationPickerSchema } from './LocationPicker';
import {
  BackupTargetPicker,
  locationFieldSchema,
  SizePicker,
  VersionPicker,
} from './LocationField';
import { PostgresOptions, postgresOptionsSchema } from './PostgresOptions';
import { validateDatabaseName } from './validateDatabaseName';
import { validateOptions } from './validateOptions';

const location = {
  name: 'PostgresLocationPicker',
  component: LocationPicker,
  schema: locationPickerSchema,
};

const databaseName = {
  name: 'PostgresDatabaseName',
  component: DatabaseNameField,
  validation: validateDatabaseName,
  schema: databaseNameSchema,
};

const extensions = {
  name: 'PostgresExtensionsPicker',
  component: ExtensionsPicker,
  schema: extensionsPickerSchema,
};

const version = {
  name: 'PostgresVersionPicker',
  component: VersionPicker,
  schema: locationFieldSchema,
};

const size = {
  name: 'PostgresSizePicker',
  component: SizePicker,
  schema: locationFieldSchema,
};

const backupTarget = {
  name: 'PostgresBackupTargetPicker',
  component: BackupTargetPicker,
  schema: locationFieldSchema,
};

const options = {
  name: 'PostgresOptions',
  component: PostgresOptions,
  validation: validateOptions,
  schema: postgresOptionsSchema,
};

const preview = {
  name: 'PostgresDatabasePreview',
  component: DatabasePreview,
  validation: validateDatabasePreview,
  schema: databasePreviewSchema,
};

/** The fields for both frontend systems, by their names in templates. */
export const fields = {
  location,
  databaseName,
  extensions,
  version,
  size,
  backupTarget,
  options,
  preview,
};

export const locationFormField = createFormField(location);
export const databaseNameFormField = createFormField(databaseName);
export const extensionsFormField = createFormField(extensions);
export const versionFormField = createFormField(version);
export const sizeFormField = createFormField(size);
export const backupTargetFormField = createFormField(backupTarget);
export const optionsFormField = createFormField(options);
export const previewFormField = createFormField(preview);
