import ListItemText from '@material-ui/core/ListItemText';
import MenuItem from '@material-ui/core/MenuItem';
import {
  makeFieldSchema,
  type FieldExtensionComponentProps,
} from '@backstage/plugin-scaffolder-react';
import { useEffect } from 'react';
import { useProviders } from '../hooks/useProviders';
import {
  allLocations,
  findLocation,
  onlyOf,
  readLocation,
  titleOf,
  toValue,
  type DatabaseLocation,
  type ProviderLocation,
} from '../location';
import { errorMessage } from '../errorMessage';
import { FieldShell } from './FieldShell';
import { useTranslate } from '../translation';

export const locationPickerSchema = makeFieldSchema({
  output: z =>
    z.object({
      provider: z.string().describe('Provider that runs the database'),
      location: z.string().describe('Location of the provider'),
    }),
  uiOptions: z =>
    z.object({
      providers: z
        .array(z.string())
        .optional()
        .describe('Offers only locations of these providers: all by default'),
      none: z
        .string()
        .optional()
        .describe('Text and next step if there is no such location'),
    }),
});

type Options = typeof locationPickerSchema.uiOptionsType;

const keyOf = (candidate: ProviderLocation) =>
  JSON.stringify(toValue(candidate));

/** Field for the location of a database, among those of all providers. */
export const LocationPicker = (
  props: FieldExtensionComponentProps<DatabaseLocation, Options>,
) => {
  const t = useTranslate();
  const { formData, onChange } = props;
  const { providers: only, none } = props.uiSchema['ui:options'] ?? {};
  const { value: all, error, loading } = useProviders();
  const providers = all && onlyOf(all, only);
  const candidates = providers ? allLocations(providers) : [];
  const reachable = candidates.filter(({ location }) => location.reachable);
  const given = readLocation(formData);
  const chosen = findLocation(providers, given);
  const single =
    reachable.length === 1 ? JSON.stringify(toValue(reachable[0])) : undefined;

  useEffect(() => {
    if (single && !given) onChange(JSON.parse(single));
  });

  const problem = () => {
    if (error) return t('location.failed', { reason: errorMessage(error) });
    if (loading) return undefined;
    if (!candidates.length) {
      const problems = providers?.problems
        .map(({ message }) => message)
        .join(' ');
      return [
        none ?? t('location.none'),
        problems || (none ? '' : t('location.noneNext')),
      ]
        .filter(Boolean)
        .join(' ');
    }
    if (given && !chosen) {
      return t('location.notOffered', {
        location: `${given.provider}:${given.location}`,
      });
    }
    return chosen && !chosen.location.reachable
      ? t('location.unreachable', {
          location: titleOf(t, chosen),
          reason: chosen.location.message ?? t('location.noReason'),
        })
      : undefined;
  };

  return (
    <FieldShell
      select
      host={props}
      title={t('location.title')}
      disabled={loading || !candidates.length}
      value={chosen ? keyOf(chosen) : ''}
      onChange={event => onChange(JSON.parse(event.target.value))}
      problem={problem()}
      state={loading ? t('location.loading') : undefined}
      help={t('location.help')}
      SelectProps={{
        renderValue: () => chosen && titleOf(t, chosen),
      }}
    >
      {candidates.map(candidate => (
        <MenuItem
          key={keyOf(candidate)}
          value={keyOf(candidate)}
          disabled={!candidate.location.reachable}
          style={{ whiteSpace: 'normal' }}
        >
          <ListItemText
            primary={titleOf(t, candidate)}
            secondary={
              candidate.location.reachable
                ? candidate.location.description
                : t('location.unreachableOption', {
                    reason:
                      candidate.location.message ?? t('location.noReason'),
                  })
            }
          />
        </MenuItem>
      ))}
    </FieldShell>
  );
};
