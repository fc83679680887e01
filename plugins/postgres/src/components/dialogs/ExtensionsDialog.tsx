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

/** Adds extensions. Dropping one takes data with it, which is work for a person with SQL. */
export const ExtensionsDialog = ({ view, ...ends }: DatabaseDialogProps) => {
  const present = view.spec.extensions ?? [];
  const [ticked, setTicked] = useState<string[]>([]);
  const [typed, setTyped] = useState('');
  const { loading, location } = useLocationDescription(view);
  // Without a list the location offers whatever its image has.
  const unlisted = location && !location.extensions;
  const added = unlisted
    ? namesIn(typed).filter(name => !present.includes(name))
    : ticked;
  const offered = [...new Set([...present, ...(location?.extensions ?? [])])];
  const operation = useOperation(
    api => api.changeDatabase(view.ref, { extensions: [...present, ...added] }),
    `${added.join(', ')} was asked for in ${view.name}.`,
  );
  const toggle = (name: string) =>
    setTicked(before =>
      before.includes(name)
        ? before.filter(other => other !== name)
        : [...before, name],
    );
  return (
    <ConfirmDialog
      title={`Add extensions to ${view.location}/${view.name}`}
      confirm={added.length ? `Add ${added.join(', ')}` : 'Add extensions'}
      operation={operation}
      disabled={!added.length}
      {...ends}
    >
      <p>
        Sessions are not disturbed. What is ticked already cannot be removed
        here.
      </p>
      {loading && (
        <Skeleton what={`the extensions that ${view.location} offers`} />
      )}
      {!loading && !unlisted && !offered.length && (
        <p>{view.location} offers no extensions.</p>
      )}
      <FormGroup aria-label="Extensions">
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
          label="Extensions to add"
          value={typed}
          onChange={setTyped}
          help="Names with commas between them, of those that the image has"
        />
      )}
    </ConfirmDialog>
  );
};
