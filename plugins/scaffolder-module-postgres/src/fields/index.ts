import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import {
  DatabaseNameField,
  databaseNameSchema,
  validateDatabaseName,
} from './DatabaseNameField';
import { ExtensionsPicker, extensionsPickerSchema } from './ExtensionsPicker';
import { LocationPicker, locationPickerSchema } from './LocationPicker';
import { placeChoiceSchema, SizePicker, VersionPicker } from './PlaceChoice';

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
  schema: placeChoiceSchema,
};

const size = {
  name: 'PostgresSizePicker',
  component: SizePicker,
  schema: placeChoiceSchema,
};

/** The fields for both frontend systems, by the names that templates use. */
export const fields = { location, databaseName, extensions, version, size };

export const locationFormField = createFormField(location);
export const databaseNameFormField = createFormField(databaseName);
export const extensionsFormField = createFormField(extensions);
export const versionFormField = createFormField(version);
export const sizeFormField = createFormField(size);
