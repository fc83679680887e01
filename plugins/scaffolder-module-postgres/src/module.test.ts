import { createExtensionTester } from '@backstage/frontend-test-utils';
import { FormFieldBlueprint } from '@backstage/plugin-scaffolder-react/alpha';
import module, {
  PostgresBackupTargetPickerFieldExtension,
  PostgresDatabaseNameFieldExtension,
  PostgresDatabasePreviewFieldExtension,
  PostgresExtensionsPickerFieldExtension,
  PostgresLocationPickerFieldExtension,
  PostgresOptionsFieldExtension,
  PostgresSizePickerFieldExtension,
  PostgresVersionPickerFieldExtension,
} from '.';
import { formFields } from './module';

describe('scaffolderModulePostgres', () => {
  it.each(formFields.map(field => [field]))('loads a field', async field => {
    const load = createExtensionTester(field).get(
      FormFieldBlueprint.dataRefs.formFieldLoader,
    );
    await expect(load()).resolves.toMatchObject({
      $$type: '@backstage/scaffolder/FormField',
    });
  });

  it('serves both frontend systems', () => {
    expect(module).toMatchObject({ $$type: '@backstage/FrontendModule' });
    expect([
      PostgresLocationPickerFieldExtension,
      PostgresDatabaseNameFieldExtension,
      PostgresExtensionsPickerFieldExtension,
      PostgresVersionPickerFieldExtension,
      PostgresSizePickerFieldExtension,
      PostgresBackupTargetPickerFieldExtension,
      PostgresDatabasePreviewFieldExtension,
      PostgresOptionsFieldExtension,
    ]).toEqual([
      expect.any(Function),
      expect.any(Function),
      expect.any(Function),
      expect.any(Function),
      expect.any(Function),
      expect.any(Function),
      expect.any(Function),
      expect.any(Function),
    ]);
  });
});
