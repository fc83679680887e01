import FormHelperText from '@material-ui/core/FormHelperText';
import Typography from '@material-ui/core/Typography';
import {
  makeFieldSchema,
  type FieldExtensionComponentProps,
} from '@backstage/plugin-scaffolder-react';
import { useEffect } from 'react';
import { useSelectedLocation } from '../hooks/useSelectedLocation';
import { useRejection as useRejection } from '../hooks/useRejection';
import { useMergedDefaults } from '../hooks/useMergedDefaults';
import { titleOf } from '../location';
import { toRequest } from '../request';
import { hasProperties, partOf, type Schema } from '../settings/schema';
import {
  addIssues,
  hasErrorsIn,
  isGiven,
  isSetting,
  type Errors,
} from '../settings/formErrors';
import { settingsUi } from '../settings/uiSchema';
import { errorMessage } from '../errorMessage';
import { siblingFieldsOf } from './siblingFields';
import { shownSettings } from './validateOptions';
import { useTranslate } from '../translation';

export const postgresOptionsSchema = makeFieldSchema({
  output: z =>
    z
      .record(z.unknown())
      .describe(
        'Inputs of postgres:database:create in addition to location, name and entity: version, size, extensions, options, …',
      ),
  uiOptions: z =>
    z.object({
      locationField: z
        .string()
        .optional()
        .describe(
          "Name of the template's PostgresLocationPicker field: location by default",
        ),
      request: z
        .record(z.string())
        .optional()
        .describe(
          'Names of form fields by field of postgres:database:create, if they differ',
        ),
      manifests: z
        .boolean()
        .optional()
        .describe('The template uses postgres:manifests:render'),
    }),
});

export type PostgresOptionsOptions = typeof postgresOptionsSchema.uiOptionsType;

type Settings = Record<string, unknown>;

/** Field with all settings that the provider supports at the selected location. */
export const PostgresOptions = (
  props: FieldExtensionComponentProps<Settings, PostgresOptionsOptions>,
) => {
  const t = useTranslate();
  const { formData, idSchema, name, registry, uiSchema } = props;
  const options = uiSchema['ui:options'] ?? {};
  const siblings = siblingFieldsOf(props);
  const { where, selected, error, loading } = useSelectedLocation(
    siblings,
    options,
  );
  const { schema, dropped } = useMergedDefaults(props, selected);
  useEffect(() => shownSettings.add(), []);

  const request = toRequest(siblings, { ...options, settingsField: name });
  const { isCurrent, rejection } = useRejection(
    schema && request,
    options.manifests,
  );
  const hasErrors = Object.keys(props.errorSchema ?? {}).length > 0;
  const issues = (rejection?.issues ?? []).filter(
    issue => isSetting(issue) && (hasErrors || isGiven(formData, issue)),
  );
  const errors = (isCurrent ? addIssues({}, issues) : props.errorSchema) as
    | Errors
    | undefined;

  const { SchemaField } = registry.fields;
  const part = (shown: Schema) => (
    <SchemaField
      {...props}
      schema={shown}
      uiSchema={settingsUi(shown, options.locationField)}
      errorSchema={errors as typeof props.errorSchema}
      // Errors of this inner form are not errors of the outer form.
      onChange={value => props.onChange(value)}
      required={false}
    />
  );

  if (!schema || !selected) {
    const state = () => {
      if (error) return t('settings.failed', { reason: errorMessage(error) });
      return where || loading ? t('settings.loading') : t('chooseLocation');
    };
    return (
      <FormHelperText id={idSchema.$id} error={Boolean(error)} role="status">
        {state()}
      </FormHelperText>
    );
  }
  const advanced = partOf(schema, true);
  return (
    <>
      <FormHelperText error={false} role="status">
        {dropped.length > 0 &&
          t('settings.dropped', {
            location: titleOf(t, selected),
            settings: dropped.join(', '),
            count: dropped.length,
          })}
      </FormHelperText>
      {part(partOf(schema, false))}
      {hasProperties(advanced) && (
        // A rejected setting must be visible.
        <details open={hasErrorsIn(advanced, errors) || undefined}>
          <Typography component="summary" style={{ cursor: 'pointer' }}>
            {t('settings.advanced')}
          </Typography>
          {part(advanced)}
        </details>
      )}
    </>
  );
};
