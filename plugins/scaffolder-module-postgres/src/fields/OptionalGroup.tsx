import Checkbox from '@material-ui/core/Checkbox';
import FormControlLabel from '@material-ui/core/FormControlLabel';
import FormHelperText from '@material-ui/core/FormHelperText';
import type { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import { isLocked } from './FieldShell';

/** An object that is requested as a whole, or not at all. */
export const OptionalGroup = (
  props: FieldExtensionComponentProps<Record<string, unknown>>,
) => {
  const { formData, idSchema, onChange, registry, schema, uiSchema } = props;
  const { SchemaField } = registry.fields;
  const { 'ui:field': _, ...inner } = uiSchema;
  const id = `${idSchema.$id}__asked`;
  return (
    <>
      <FormControlLabel
        label={schema.title}
        control={
          <Checkbox
            checked={formData !== undefined}
            disabled={isLocked(props)}
            inputProps={{
              'aria-describedby': schema.description && `${id}-helper-text`,
            }}
            onChange={(_event, isOn) => onChange(isOn ? {} : undefined)}
          />
        }
      />
      {schema.description && (
        <FormHelperText id={`${id}-helper-text`} error={false}>
          {schema.description}
        </FormHelperText>
      )}
      {formData !== undefined && (
        <SchemaField {...props} uiSchema={{ ...inner, 'ui:label': false }} />
      )}
    </>
  );
};
