import { useState } from 'react';
import Checkbox from '@material-ui/core/Checkbox';
import FormControlLabel from '@material-ui/core/FormControlLabel';
import FormGroup from '@material-ui/core/FormGroup';
import { useLocationDescription } from '../../hooks/useLocationDescription';
import { useOperation } from '../../hooks/useOperation';
import { namesIn } from '../../model/declared';
import { Skeleton } from '../Skeleton/Skeleton';
import { ConfirmDialog } from './ConfirmDialog';
import { TextInput } from './TextInput';
import { DatabaseDialogProps } from './types';
import { useTranslate } from '../../translation';

/** Adds extensions. Dropping an extension deletes data, so it has to be done by SQL. */
export const ExtensionsDialog = ({ view, ...ends }: DatabaseDialogProps) => {
  const t = useTranslate();
  const present = view.spec.extensions ?? [];
  const [ticked, setTicked] = useState<string[]>([]);
  const [typed, setTyped] = useState('');
  const { loading, location } = useLocationDescription(view);
  // Without a list, the location offers every extension of its image.
  const unlisted = location && !location.extensions;
  const added = unlisted
    ? namesIn(typed).filter(name => !present.includes(name))
    : ticked;
  const offered = [...new Set([...present, ...(location?.extensions ?? [])])];
  const operation = useOperation(
    api => api.changeDatabase(view.ref, { extensions: [...present, ...added] }),
    t('changes.extensions.done', {
      extensions: added.join(', '),
      database: view.name,
    }),
  );
  const toggle = (name: string) =>
    setTicked(before =>
      before.includes(name)
        ? before.filter(other => other !== name)
        : [...before, name],
    );
  return (
    <ConfirmDialog
      title={t('changes.extensions.title', {
        database: `${view.location}/${view.name}`,
      })}
      confirm={
        added.length
          ? t('changes.extensions.confirmNames', {
              extensions: added.join(', '),
            })
          : t('changes.extensions.confirm')
      }
      operation={operation}
      disabled={!added.length}
      {...ends}
    >
      <p>{t('changes.extensions.text')}</p>
      {loading && (
        <Skeleton
          label={t('changes.extensions.loading', { location: view.location })}
        />
      )}
      {!loading && !unlisted && !offered.length && (
        <p>{t('changes.extensions.none', { location: view.location })}</p>
      )}
      <FormGroup aria-label={t('changes.extensions.list')}>
        {offered.map(name => (
          <FormControlLabel
            key={name}
            label={name}
            control={
              <Checkbox
                color="primary"
                checked={present.includes(name) || added.includes(name)}
                disabled={present.includes(name)}
                onChange={() => toggle(name)}
              />
            }
          />
        ))}
      </FormGroup>
      {unlisted && (
        <TextInput
          id="extensions"
          label={t('changes.extensions.add')}
          value={typed}
          onChange={setTyped}
          help={t('changes.name.list')}
        />
      )}
    </ConfirmDialog>
  );
};
