import Checkbox from '@material-ui/core/Checkbox';
import ListItemText from '@material-ui/core/ListItemText';
import MenuItem from '@material-ui/core/MenuItem';
import {
  makeFieldSchema,
  type FieldExtensionComponentProps,
} from '@backstage/plugin-scaffolder-react';
import { useEffect } from 'react';
import { useProviders } from '../hooks/useProviders';
import { findPlace, type DatabaseLocation } from '../location';
import { toWords } from '../words';
import { ExtensionNames } from './ExtensionNames';
import { FieldShell } from './FieldShell';
import { readOtherField } from './otherField';

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
  const {
    formContext,
    formData,
    idSchema,
    onChange,
    required,
    schema,
    uiSchema,
  } = props;
  const { locationField = 'location' } = uiSchema['ui:options'] ?? {};
  const where = readOtherField<DatabaseLocation>(formContext, locationField);
  const { value: providers, error, loading } = useProviders();
  const place = findPlace(providers, where);
  const offered = place?.location.extensions ?? [];
  const chosen = formData ?? [];

  // Another location may not offer what was chosen before.
  const kept = chosen.filter(extension => offered.includes(extension));
  const mustDrop =
    place?.location.extensions !== undefined && kept.length < chosen.length;
  useEffect(() => {
    if (mustDrop) onChange(kept);
  });

  if (place && place.location.extensions === undefined) {
    return (
      <ExtensionNames
        id={idSchema.$id}
        label={schema.title ?? 'Extensions'}
        required={required}
        names={chosen}
        onChange={onChange}
      />
    );
  }

  const help = () => {
    if (loading) return 'Reading the extensions …';
    if (!place) return 'Choose a location first';
    if (!offered.length) return 'This location offers no extensions';
    return (
      schema.description ?? 'Created in the database; none is needed to start'
    );
  };

  return (
    <FieldShell
      select
      id={idSchema.$id}
      label={schema.title ?? 'Extensions'}
      required={required}
      disabled={!offered.length}
      value={chosen}
      onChange={event => onChange(event.target.value as unknown as string[])}
      problem={
        error && `Cannot read which extensions are offered: ${toWords(error)}`
      }
      helperText={help()}
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
