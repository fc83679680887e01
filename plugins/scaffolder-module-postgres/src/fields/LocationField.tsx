import ListItemText from '@material-ui/core/ListItemText';
import MenuItem from '@material-ui/core/MenuItem';
import {
  makeFieldSchema,
  type FieldExtensionComponentProps,
} from '@backstage/plugin-scaffolder-react';
import type { Location } from '@pgstage/backstage-plugin-postgres-common';
import { useEffect } from 'react';
import { useSelectedLocation } from '../hooks/useSelectedLocation';
import { supportText } from '../supportText';
import { useTranslate, type Translate } from '../translation';
import { errorMessage } from '../errorMessage';
import { FieldShell, isLocked } from './FieldShell';
import { neighboursOf } from './neighbours';

export const locationFieldSchema = makeFieldSchema({
  output: z => z.string(),
  uiOptions: z =>
    z.object({
      locationField: z
        .string()
        .optional()
        .describe(
          "Name of the template's PostgresLocationPicker field: location unless given",
        ),
      none: z
        .string()
        .optional()
        .describe('What to do where the location offers nothing to choose'),
    }),
});

type Options = typeof locationFieldSchema.uiOptionsType;

interface Choice {
  id: string;
  title: string;
  /** What to know before one chooses it. */
  note?: string;
}

/** What a location offers for a field, the best first. */
type Offer = (location: Location, t: Translate) => Choice[];

const versions: Offer = (location, t) =>
  (location.versions ?? []).map(id => ({
    id,
    title: t('version.label', { version: id }),
    note: supportText(t, id),
  }));

const sizes: Offer = location => location.sizes ?? [];

const backupTargets: Offer = location => location.backupTargets ?? [];

/** A field that chooses one of what the chosen location offers, the first unless a person chooses. */
const createLocationField = (
  what: 'version' | 'size' | 'backupTarget',
  offer: Offer,
) =>
  function LocationField(props: FieldExtensionComponentProps<string, Options>) {
    const t = useTranslate();
    const { formData, onChange, uiSchema } = props;
    const { where, place, error, loading } = useSelectedLocation(
      neighboursOf(props),
      uiSchema['ui:options'],
    );
    const offered = place ? offer(place.location, t) : [];
    const chosen = offered.find(({ id }) => id === formData);
    const isOffered = chosen !== undefined;
    // Nothing chosen yet, or a choice that another location does not offer.
    const wanted = isOffered ? formData : offered[0]?.id;
    const mayChoose = !isLocked(props) || formData === undefined;
    const mustSettle = place !== undefined && mayChoose && wanted !== formData;
    useEffect(() => {
      if (mustSettle) onChange(wanted);
    });

    const problem = () => {
      if (error) return t(`${what}.failed`, { reason: errorMessage(error) });
      return place && formData && !isOffered && !mayChoose
        ? t(`${what}.notOffered`, { choice: formData })
        : undefined;
    };
    const state = () => {
      if (loading) return t(`${what}.loading`);
      if (!where) return t('chooseLocation');
      return place && !offered.length
        ? uiSchema['ui:options']?.none ?? t(`${what}.none`)
        : undefined;
    };
    const shown = isOffered || !mayChoose ? formData : '';
    return (
      <FieldShell
        select
        host={props}
        disabled={!offered.length}
        value={shown}
        onChange={event => onChange(event.target.value)}
        problem={problem()}
        state={state()}
        more={chosen?.note}
        SelectProps={{ renderValue: () => chosen?.title ?? shown }}
      >
        {shown && !isOffered && <MenuItem value={shown}>{shown}</MenuItem>}
        {offered.map(({ id, title, note }) => (
          <MenuItem key={id} value={id} style={{ whiteSpace: 'normal' }}>
            <ListItemText primary={title} secondary={note} />
          </MenuItem>
        ))}
      </FieldShell>
    );
  };

/** Chooses a version of PostgreSQL. */
export const VersionPicker = createLocationField('version', versions);

/** Chooses a size: what it stands for is the location's business. */
export const SizePicker = createLocationField('size', sizes);

/** Chooses where backups go. */
export const BackupTargetPicker = createLocationField(
  'backupTarget',
  backupTargets,
);
