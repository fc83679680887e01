import FormHelperText from '@material-ui/core/FormHelperText';
import {
  makeFieldSchema,
  type CustomFieldValidator,
  type FieldExtensionComponentProps,
} from '@backstage/plugin-scaffolder-react';
import { postgresApiRef } from '@pgstage/backstage-plugin-postgres';
import { useEffect } from 'react';
import { findRejection } from '../dryRun';
import { useEntityTitle } from '../hooks/useEntityTitle';
import { useSelectedLocation } from '../hooks/useSelectedLocation';
import { useQuotas } from '../hooks/useQuotas';
import { titleOf } from '../location';
import { fieldOf, readSettings, toEntityRef, toRequest } from '../request';
import { isSetting } from '../settings/formErrors';
import { fieldTitle } from '../fieldTitle';
import { siblingFieldsOf, readText } from './siblingFields';
import { rejectedNames as rejectedNames } from './validateDatabaseName';
import { validatedValues } from './validated';
import { shownSettings } from './validateOptions';
import { translateBy, useTranslate } from '../translation';

export const databasePreviewSchema = makeFieldSchema({
  output: z => z.string().describe('Summary of the request'),
  uiOptions: z =>
    z.object({
      locationField: z
        .string()
        .optional()
        .describe(
          "Name of the template's PostgresLocationPicker field: location by default",
        ),
      settingsField: z
        .string()
        .optional()
        .describe(
          "Name of the template's PostgresOptions field: settings by default",
        ),
      request: z
        .record(
          z.union([
            z.string(),
            z.object({
              field: z.string(),
              when: z
                .string()
                .describe('Omitted unless this form field is true'),
            }),
          ]),
        )
        .optional()
        .describe(
          'Names of form fields by field of postgres:database:create, such as options.backup.schedule, if they differ',
        ),
      manifests: z
        .boolean()
        .optional()
        .describe(
          'The template uses postgres:manifests:render, which supports more settings than creating the database directly',
        ),
    }),
});

type Options = typeof databasePreviewSchema.uiOptionsType;

/** Rejects what the task would reject, before it starts. */
export const validateDatabasePreview: CustomFieldValidator<
  string,
  Options
> = async (given, field, context) => {
  const api = context.apiHolder.get(postgresApiRef);
  if (!api) return;
  const t = translateBy(context.apiHolder);
  for (const { siblings, options = {} } of validatedValues<Options>(
    'PostgresDatabasePreview',
    given,
    context,
  )) {
    const request = toRequest(siblings, options);
    const rejection = request && (await findRejection(api, request, options));
    const isShownAtName = rejectedNames.has(context.formData);
    const settings = shownSettings.count > 0 && readSettings(siblings, options);
    for (const issue of rejection?.issues ?? []) {
      const { field: requestField, rule } = issue;
      if (requestField === 'name' && isShownAtName) continue;
      if (settings && isSetting(issue)) continue;
      const name = fieldTitle(fieldOf(requestField, options));
      field.addError(t('preview.issue', { field: name, rule }));
    }
    if (rejection?.message && !(rejection.isTaken && isShownAtName))
      field.addError(rejection.message);
  }
};

/**
 * Checks the whole request before the review, and shows names instead of refs
 * and ids in the review.
 */
export const DatabasePreview = (
  props: FieldExtensionComponentProps<string, Options>,
) => {
  const t = useTranslate();
  const { formData, idSchema, onChange, uiSchema } = props;
  const options = uiSchema['ui:options'] ?? {};
  const siblings = siblingFieldsOf(props);
  const { selected } = useSelectedLocation(siblings, options);
  const entityRef = readText(
    toEntityRef(siblings(fieldOf('entityRef', options))),
  );
  const quotas = useQuotas(entityRef);
  const owner = readText(siblings(fieldOf('owner', options)));
  const titles = {
    entity: useEntityTitle(entityRef),
    owner: useEntityTitle(owner ?? quotas.value?.owner),
  };
  const facts = [
    titles.entity && t('preview.entity', { entity: titles.entity }),
    titles.owner && t('preview.owner', { owner: titles.owner }),
    selected && t('preview.location', { location: titleOf(t, selected) }),
  ].filter(Boolean);
  const name =
    readText(siblings(fieldOf('name', options))) ?? t('preview.unnamed');
  const preview = facts.length
    ? t('preview.text', { name, facts: facts.join(', ') })
    : name;
  useEffect(() => {
    if (formData !== preview) onChange(preview);
  }, [formData, preview, onChange]);
  return (
    <FormHelperText id={idSchema.$id} error={false}>
      {t('preview.help')}
    </FormHelperText>
  );
};
