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
import { neighboursOf } from './neighbours';
import { useTranslate } from '../translation';

export const extensionsPickerSchema = makeFieldSchema({
  output: z => z.array(z.string()),
  uiOptions: z =>
    z.object({
      locationField: z
        .string()
        .optional()
        .describe(
          "Name of the template's PostgresLocationPicker field: location unless given",
        ),
    }),
});

type Options = typeof extensionsPickerSchema.uiOptionsType;

/** Chooses extensions of those that the chosen location offers, or names them where it offers whatever its image has. */
export const ExtensionsPicker = (
  props: FieldExtensionComponentProps<string[], Options>,
) => {
  const t = useTranslate();
  const { formData, onChange, uiSchema } = props;
  const { where, place, error, loading } = useSelectedLocation(
    neighboursOf(props),
    uiSchema['ui:options'],
  );
  const offered = place?.location.extensions ?? [];
  const chosen = Array.isArray(formData) ? formData : [];

  // Another location may not offer what was chosen before.
  const kept = chosen.filter(extension => offered.includes(extension));
  const missing = place?.location.extensions
    ? chosen.filter(extension => !offered.includes(extension))
    : [];
  const mustDrop = missing.length > 0 && !isLocked(props);
  useEffect(() => {
    if (mustDrop) onChange(kept);
  });

  if (place && place.location.extensions === undefined) {
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
    return place && !offered.length ? t('extensions.none') : undefined;
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
        renderValue: selected => (selected as string[]).join(', '),
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
