import { createFrontendModule } from '@backstage/frontend-plugin-api';
import {
  FormFieldBlueprint,
  type FormField,
} from '@backstage/plugin-scaffolder-react/alpha';

const formField = (name: string, field: () => Promise<FormField>) =>
  FormFieldBlueprint.make({ name, params: { field } });

export const formFields = [
  formField('postgres-location-picker', () =>
    import('./fields').then(m => m.locationFormField),
  ),
  formField('postgres-database-name', () =>
    import('./fields').then(m => m.databaseNameFormField),
  ),
  formField('postgres-extensions-picker', () =>
    import('./fields').then(m => m.extensionsFormField),
  ),
  formField('postgres-version-picker', () =>
    import('./fields').then(m => m.versionFormField),
  ),
  formField('postgres-size-picker', () =>
    import('./fields').then(m => m.sizeFormField),
  ),
  formField('postgres-backup-target-picker', () =>
    import('./fields').then(m => m.backupTargetFormField),
  ),
  formField('postgres-options', () =>
    import('./fields').then(m => m.optionsFormField),
  ),
  formField('postgres-database-preview', () =>
    import('./fields').then(m => m.previewFormField),
  ),
];

/**
 * Adds the form fields `PostgresLocationPicker`, `PostgresDatabaseName`,
 * `PostgresExtensionsPicker`, `PostgresVersionPicker`, `PostgresSizePicker`,
 * `PostgresBackupTargetPicker`, `PostgresOptions` and `PostgresDatabasePreview`
 * to the scaffolder.
 *
 * @public
 */
export const scaffolderModulePostgres = createFrontendModule({
  pluginId: 'scaffolder',
  extensions: formFields,
});
