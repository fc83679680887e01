import {
  makeFieldSchema,
  type FieldExtensionComponentProps,
} from '@backstage/plugin-scaffolder-react';
import { findNameProblem, suggestName } from '../databaseName';
import { useEntityTitle } from '../hooks/useEntityTitle';
import { useSelectedLocation } from '../hooks/useSelectedLocation';
import { useQuotas } from '../hooks/useQuotas';
import { useSuggestedName } from '../hooks/useSuggestedName';
import { useTakenNames } from '../hooks/useTakenNames';
import { quotaText } from '../quotaText';
import { errorMessage } from '../errorMessage';
import { FieldShell, isLocked } from './FieldShell';
import { neighboursOf, readText } from './neighbours';
import { useTranslate } from '../translation';

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

export type DatabaseNameOptions = typeof databaseNameSchema.uiOptionsType;

/** Names a database; tells while one types what the provider would refuse. */
export const DatabaseNameField = (
  props: FieldExtensionComponentProps<string, DatabaseNameOptions>,
) => {
  const t = useTranslate();
  const { formData, idSchema, onChange, uiSchema } = props;
  const options = uiSchema['ui:options'];
  const neighbours = neighboursOf(props);
  const entityRef = readText(neighbours(options?.entityField ?? 'entityRef'));
  const entityName = entityRef?.split('/').pop();

  const { where, place, error } = useSelectedLocation(neighbours, options);
  const taken = useTakenNames(where);
  const quotas = useQuotas(entityRef);
  const owner = useEntityTitle(quotas.value?.owner);
  const rule = place?.provider.name;

  const suggestion =
    entityName && rule && taken.value && !isLocked(props)
      ? suggestName(entityName, rule, taken.value)
      : undefined;
  const keepAsTyped = useSuggestedName(
    idSchema.$id,
    formData,
    suggestion,
    onChange,
  );

  const failure = error ?? taken.error;
  return (
    <FieldShell
      host={props}
      title={t('name.title')}
      value={formData ?? ''}
      onChange={event => {
        keepAsTyped();
        onChange(event.target.value || undefined);
      }}
      problem={
        formData ? findNameProblem(t, formData, rule, taken.value) : undefined
      }
      state={failure && t('name.unchecked', { reason: errorMessage(failure) })}
      help={rule ? t('name.rule', { rule: rule.rule }) : t('name.help')}
      more={quotas.value && owner && quotaText(t, quotas.value, owner)}
      inputProps={{ autoComplete: 'off', spellCheck: false }}
    />
  );
};
