import MenuItem from '@material-ui/core/MenuItem';
import {
  makeFieldSchema,
  type FieldExtensionComponentProps,
} from '@backstage/plugin-scaffolder-react';
import type { Location } from '@pgstage/backstage-plugin-postgres-common';
import { useEffect } from 'react';
import { useProviders } from '../hooks/useProviders';
import { findPlace, type DatabaseLocation } from '../location';
import { toWords } from '../words';
import { FieldShell } from './FieldShell';
import { readOtherField } from './otherField';

export const placeChoiceSchema = makeFieldSchema({
  output: z => z.string(),
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

type Options = typeof placeChoiceSchema.uiOptionsType;

interface Choice {
  id: string;
  title: string;
}

/** What a location offers for a field, the best first. */
type Offer = (location: Location) => Choice[];

const versions: Offer = location =>
  (location.versions ?? []).map(id => ({ id, title: `PostgreSQL ${id}` }));

const sizes: Offer = location => location.sizes ?? [];

/** A field that chooses one of what the chosen location offers, the first unless a person chooses. */
const placeChoice = (what: string, offer: Offer) =>
  function PlaceChoice(props: FieldExtensionComponentProps<string, Options>) {
    const { formContext, formData, idSchema, onChange, required, schema } =
      props;
    const { locationField = 'location' } = props.uiSchema['ui:options'] ?? {};
    const where = readOtherField<DatabaseLocation>(formContext, locationField);
    const { value: providers, error, loading } = useProviders();
    const place = findPlace(providers, where);
    const offered = place ? offer(place.location) : [];
    const isOffered = offered.some(({ id }) => id === formData);
    // Nothing chosen yet, or a choice that another location does not offer.
    const wanted = isOffered ? formData : offered[0]?.id;
    const mustSettle = place !== undefined && wanted !== formData;
    useEffect(() => {
      if (mustSettle) onChange(wanted);
    });

    const help = () => {
      if (loading) return `Reading the ${what} …`;
      if (!place) return 'Choose a location first';
      if (!offered.length) return `This location has no choice of ${what}`;
      return schema.description;
    };
    return (
      <FieldShell
        select
        id={idSchema.$id}
        label={schema.title}
        required={required}
        disabled={!offered.length}
        value={isOffered ? formData : ''}
        onChange={event => onChange(event.target.value)}
        problem={
          error && `Cannot read which ${what} are offered: ${toWords(error)}`
        }
        helperText={help()}
      >
        {offered.map(({ id, title }) => (
          <MenuItem key={id} value={id}>
            {title}
          </MenuItem>
        ))}
      </FieldShell>
    );
  };

/** Chooses a version of PostgreSQL. */
export const VersionPicker = placeChoice('versions', versions);

/** Chooses a size: what it stands for is the location's business. */
export const SizePicker = placeChoice('sizes', sizes);
