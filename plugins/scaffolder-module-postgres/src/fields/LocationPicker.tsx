import ListItemText from '@material-ui/core/ListItemText';
import MenuItem from '@material-ui/core/MenuItem';
import {
  makeFieldSchema,
  type FieldExtensionComponentProps,
} from '@backstage/plugin-scaffolder-react';
import { useEffect } from 'react';
import { useProviders } from '../hooks/useProviders';
import {
  allPlaces,
  findPlace,
  onlyOf,
  toValue,
  type DatabaseLocation,
  type Place,
} from '../location';
import { toWords } from '../words';
import { FieldShell } from './FieldShell';

export const locationPickerSchema = makeFieldSchema({
  output: z =>
    z.object({
      provider: z.string().describe('Provider that runs the database'),
      location: z.string().describe('Where in the provider'),
    }),
  uiOptions: z =>
    z.object({
      providers: z
        .array(z.string())
        .optional()
        .describe('Offers only locations of these providers: all unless given'),
      none: z
        .string()
        .optional()
        .describe('What to say, and to do, where there is no such location'),
    }),
});

type Options = typeof locationPickerSchema.uiOptionsType;

const titleOf = ({ provider, location }: Place) =>
  `${location.title} (${provider.title})`;

const keyOf = (place: Place) => JSON.stringify(toValue(place));

/** Chooses where a database is created, of all that the providers offer. */
export const LocationPicker = (
  props: FieldExtensionComponentProps<DatabaseLocation, Options>,
) => {
  const { formData, idSchema, onChange, rawErrors, required, schema } = props;
  const { providers: only, none } = props.uiSchema['ui:options'] ?? {};
  const { value: all, error, loading } = useProviders();
  const providers = all && onlyOf(all, only);
  const places = providers ? allPlaces(providers) : [];
  const reachable = places.filter(({ location }) => location.reachable);
  const chosen = findPlace(providers, formData);
  const single =
    reachable.length === 1 ? JSON.stringify(toValue(reachable[0])) : undefined;

  useEffect(() => {
    if (single && formData?.provider === undefined)
      onChange(JSON.parse(single));
  }, [single, formData?.provider, onChange]);

  const problem = () => {
    if (error)
      return `Cannot read where databases can be created: ${toWords(error)}`;
    if (loading) return undefined;
    if (!places.length) {
      const said = providers?.problems.map(({ message }) => message).join(' ');
      return [
        none ?? 'There is no place to create databases.',
        said || (none ? '' : 'Ask the platform team to configure a provider.'),
      ]
        .filter(Boolean)
        .join(' ');
    }
    if (formData?.provider && !chosen) {
      return `${formData.provider}:${formData.location} is no longer offered. Choose another place.`;
    }
    if (chosen && !chosen.location.reachable) {
      return `${titleOf(chosen)} does not answer now: ${
        chosen.location.message ?? 'no reason given'
      }`;
    }
    return rawErrors?.length
      ? 'Choose where to create the database.'
      : undefined;
  };

  return (
    <FieldShell
      select
      id={idSchema.$id}
      label={schema.title ?? 'Location'}
      required={required}
      disabled={loading || !places.length}
      value={chosen ? keyOf(chosen) : ''}
      onChange={event => onChange(JSON.parse(event.target.value))}
      problem={problem()}
      helperText={
        loading
          ? 'Reading the locations …'
          : schema.description ?? 'Where the database runs'
      }
      SelectProps={{
        renderValue: () => chosen && titleOf(chosen),
      }}
    >
      {places.map(place => (
        <MenuItem
          key={keyOf(place)}
          value={keyOf(place)}
          disabled={!place.location.reachable}
        >
          <ListItemText
            primary={titleOf(place)}
            secondary={
              place.location.reachable
                ? place.location.description
                : `Does not answer: ${
                    place.location.message ?? 'no reason given'
                  }`
            }
          />
        </MenuItem>
      ))}
    </FieldShell>
  );
};
