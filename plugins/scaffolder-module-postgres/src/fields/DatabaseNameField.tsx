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
import { siblingFieldsOf, readText } from './siblingFields';
import { useTranslate } from '../translation';

export const databaseNameSchema = makeFieldSchema({
  output: z => z.string(),
  uiOptions: z =>
    z.object({
      locationField: z
        .string()
        .optional()
        .describe(
          "Name of the template's PostgresLocationPicker field: location by default",
        ),
      entityField: z
        .string()
        .optional()
        .describe(
          'Name of the field with the entity for the suggested name: entityRef by default',
        ),
    }),
});

export type DatabaseNameOptions = typeof databaseNameSchema.uiOptionsType;

/** Field for the name of a database; reports invalid names while the user types. */
export const DatabaseNameField = (
  props: FieldExtensionComponentProps<string, DatabaseNameOptions>,
) => {
  const t = useTranslate();
  const { formData, idSchema, onChange, uiSchema } = props;
  const options = uiSchema['ui:options'];
  const siblings = siblingFieldsOf(props);
  const entityRef = readText(siblings(options?.entityField ?? 'entityRef'));
  const entityName = entityRef?.split('/').pop();

  const { where, selected, error } = useSelectedLocation(siblings, options);
  const taken = useTakenNames(where);
  const quotas = useQuotas(entityRef);
  const owner = useEntityTitle(quotas.value?.owner);
  const rule = selected?.provider.name;

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
