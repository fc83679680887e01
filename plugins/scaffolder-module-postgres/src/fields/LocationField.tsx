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
import { siblingFieldsOf } from './siblingFields';

export const locationFieldSchema = makeFieldSchema({
  output: z => z.string(),
  uiOptions: z =>
    z.object({
      locationField: z
        .string()
        .optional()
        .describe(
          "Name of the template's PostgresLocationPicker field: location by default",
        ),
      none: z
        .string()
        .optional()
        .describe('Next step if the location has no choices'),
    }),
});

type Options = typeof locationFieldSchema.uiOptionsType;

interface Choice {
  id: string;
  title: string;
  /** Note about the choice. */
  note?: string;
}

/** The choices of a location for a field, the best first. */
type Offer = (location: Location, t: Translate) => Choice[];

const versions: Offer = (location, t) =>
  (location.versions ?? []).map(id => ({
    id,
    title: t('version.label', { version: id }),
    note: supportText(t, id),
  }));

const sizes: Offer = location => location.sizes ?? [];

const backupTargets: Offer = location => location.backupTargets ?? [];

/**
 * Creates a field for one of the choices of the selected location. The default
 * is the first one.
 */
const createLocationField = (
  what: 'version' | 'size' | 'backupTarget',
  offer: Offer,
) =>
  function LocationField(props: FieldExtensionComponentProps<string, Options>) {
    const t = useTranslate();
    const { formData, onChange, uiSchema } = props;
    const { where, selected, error, loading } = useSelectedLocation(
      siblingFieldsOf(props),
      uiSchema['ui:options'],
    );
    const offered = selected ? offer(selected.location, t) : [];
    const chosen = offered.find(({ id }) => id === formData);
    const isOffered = chosen !== undefined;
    // No choice yet, or one that the location does not offer.
    const selectedId = isOffered ? formData : offered[0]?.id;
    const mayChoose = !isLocked(props) || formData === undefined;
    const mustSettle =
      selected !== undefined && mayChoose && selectedId !== formData;
    useEffect(() => {
      if (mustSettle) onChange(selectedId);
    });

    const problem = () => {
      if (error) return t(`${what}.failed`, { reason: errorMessage(error) });
      return selected && formData && !isOffered && !mayChoose
        ? t(`${what}.notOffered`, { choice: formData })
        : undefined;
    };
    const state = () => {
      if (loading) return t(`${what}.loading`);
      if (!where) return t('chooseLocation');
      return selected && !offered.length
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

/** Field for the PostgreSQL version. */
export const VersionPicker = createLocationField('version', versions);

/** Field for the size; the location defines its meaning. */
export const SizePicker = createLocationField('size', sizes);

/** Field for the backup target. */
export const BackupTargetPicker = createLocationField(
  'backupTarget',
  backupTargets,
);
