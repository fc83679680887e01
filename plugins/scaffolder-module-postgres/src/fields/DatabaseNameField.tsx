import {
  makeFieldSchema,
  type CustomFieldValidator,
  type FieldExtensionComponentProps,
} from '@backstage/plugin-scaffolder-react';
import { useEffect, useRef } from 'react';
import { postgresApiRef } from '@pgstage/backstage-plugin-postgres';
import { findNameProblem, suggestName } from '../databaseName';
import { useProviders } from '../hooks/useProviders';
import { useQuotas } from '../hooks/useQuotas';
import { useTakenNames } from '../hooks/useTakenNames';
import { findPlace, type DatabaseLocation } from '../location';
import { quotaWords } from '../quotaWords';
import { readTakenNames } from '../takenNames';
import { toWords } from '../words';
import { FieldShell } from './FieldShell';
import { readOtherField } from './otherField';

export const databaseNameSchema = makeFieldSchema({
  output: z => z.string(),
  uiOptions: z =>
    z.object({
      locationField: z
        .string()
        .optional()
        .describe(
          "Name of the template's PostgresLocationPicker field: location unless given",
        ),
      entityField: z
        .string()
        .optional()
        .describe(
          'Name of the field with the entity from which a name is suggested: entityRef unless given',
        ),
    }),
});

type Options = typeof databaseNameSchema.uiOptionsType;

const otherFields = (options: Options | undefined) => ({
  locationField: options?.locationField ?? 'location',
  entityField: options?.entityField ?? 'entityRef',
});

/** Checks the name once more before the next page. What cannot be checked now is checked when the database is created. */
export const validateDatabaseName: CustomFieldValidator<
  string,
  Options
> = async (name, field, { apiHolder, formData, uiSchema }) => {
  const api = apiHolder.get(postgresApiRef);
  const { locationField } = otherFields(uiSchema?.['ui:options']);
  const where = readOtherField<DatabaseLocation>({ formData }, locationField);
  if (!api || !name || !where) return;
  const [providers, taken] = await Promise.all([
    api.listProviders().catch(() => undefined),
    readTakenNames(api, where).catch(() => undefined),
  ]);
  const problem = findNameProblem(
    name,
    findPlace(providers, where)?.provider.name,
    taken,
  );
  if (problem) field.addError(problem);
};

/** Names a database; tells while one types what the provider would refuse. */
export const DatabaseNameField = (
  props: FieldExtensionComponentProps<string, Options>,
) => {
  const {
    formContext,
    formData,
    idSchema,
    onChange,
    rawErrors,
    required,
    schema,
    uiSchema,
  } = props;
  const { locationField, entityField } = otherFields(uiSchema['ui:options']);
  const where = readOtherField<DatabaseLocation>(formContext, locationField);
  const entityRef = readOtherField<string>(formContext, entityField);
  const entityName = entityRef?.split('/').pop();

  const providers = useProviders();
  const taken = useTakenNames(where);
  const quotas = useQuotas(entityRef);
  const rule = findPlace(providers.value, where)?.provider.name;

  const typed = useRef(false);
  const suggested = useRef<string>();
  const suggestion =
    entityName &&
    rule &&
    taken.value &&
    suggestName(entityName, rule, taken.value);
  useEffect(() => {
    const untouched = formData === undefined || formData === suggested.current;
    if (suggestion && untouched && !typed.current && formData !== suggestion) {
      suggested.current = suggestion;
      onChange(suggestion);
    }
  }, [suggestion, formData, onChange]);

  const failure = providers.error ?? taken.error;
  const live = formData
    ? findNameProblem(formData, rule, taken.value)
    : undefined;
  const missing =
    rawErrors?.length && !formData ? 'Give the database a name.' : undefined;
  const help = failure
    ? `The name cannot be checked now, so it is checked when the database is created: ${toWords(
        failure,
      )}`
    : schema.description ??
      (rule ? `The name ${rule.rule}` : 'Name of the database');

  return (
    <FieldShell
      id={idSchema.$id}
      label={schema.title ?? 'Name'}
      required={required}
      value={formData ?? ''}
      onChange={event => {
        typed.current = true;
        onChange(event.target.value || undefined);
      }}
      problem={live ?? missing ?? rawErrors?.[0]}
      helperText={[help, quotas.value && quotaWords(quotas.value)]
        .filter(Boolean)
        .join(' ')}
      inputProps={{ autoComplete: 'off', spellCheck: false }}
    />
  );
};
