import Checkbox from '@material-ui/core/Checkbox';
import ListItemText from '@material-ui/core/ListItemText';
import MenuItem from '@material-ui/core/MenuItem';
import {
  makeFieldSchema,
  type FieldExtensionComponentProps,
} from '@backstage/plugin-scaffolder-react';
import { useEffect } from 'react';
import { useSelectedLocation } from '../hooks/useSelectedLocation';
import { errorMessage } from '../errorMessage';
import { ExtensionNames } from './ExtensionNames';
import { FieldShell, isLocked } from './FieldShell';
import { siblingFieldsOf } from './siblingFields';
import { useTranslate } from '../translation';

export const extensionsPickerSchema = makeFieldSchema({
  output: z => z.array(z.string()),
  uiOptions: z =>
    z.object({
      locationField: z
        .string()
        .optional()
        .describe(
          "Name of the template's PostgresLocationPicker field: location by default",
        ),
    }),
});

type Options = typeof extensionsPickerSchema.uiOptionsType;

/**
 * Field for the extensions of the selected location. A text field if the
 * location offers everything in its image.
 */
export const ExtensionsPicker = (
  props: FieldExtensionComponentProps<string[], Options>,
) => {
  const t = useTranslate();
  const { formData, onChange, uiSchema } = props;
  const { where, selected, error, loading } = useSelectedLocation(
    siblingFieldsOf(props),
    uiSchema['ui:options'],
  );
  const offered = selected?.location.extensions ?? [];
  const chosen = Array.isArray(formData) ? formData : [];

  // Another location may not offer a chosen extension.
  const kept = chosen.filter(extension => offered.includes(extension));
  const missing = selected?.location.extensions
    ? chosen.filter(extension => !offered.includes(extension))
    : [];
  const mustDrop = missing.length > 0 && !isLocked(props);
  useEffect(() => {
    if (mustDrop) onChange(kept);
  });

  if (selected && selected.location.extensions === undefined) {
    return (
      <ExtensionNames
        host={props}
        title={t('extensions.title')}
        names={chosen}
        onChange={onChange}
      />
    );
  }

  const problem = () => {
    if (error) return t('extensions.failed', { reason: errorMessage(error) });
    return missing.length && !mustDrop
      ? t('extensions.notOffered', { extensions: missing.join(', ') })
      : undefined;
  };
  const state = () => {
    if (loading) return t('extensions.loading');
    if (!where) return t('chooseLocation');
    return selected && !offered.length ? t('extensions.none') : undefined;
  };

  return (
    <FieldShell
      select
      host={props}
      title={t('extensions.title')}
      disabled={!offered.length}
      value={chosen}
      onChange={event => onChange(event.target.value as unknown as string[])}
      problem={problem()}
      state={state()}
      help={t('extensions.help')}
      SelectProps={{
        multiple: true,
        renderValue: names => (names as string[]).join(', '),
      }}
    >
      {[...new Set([...offered, ...chosen])].map(extension => (
        <MenuItem key={extension} value={extension}>
          <Checkbox
            checked={chosen.includes(extension)}
            tabIndex={-1}
            disableRipple
          />
          <ListItemText primary={extension} />
        </MenuItem>
      ))}
    </FieldShell>
  );
};
