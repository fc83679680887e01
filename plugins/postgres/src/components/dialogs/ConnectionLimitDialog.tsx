import { useState } from 'react';
import TextField from '@material-ui/core/TextField';
import { useLocationDescription } from '../../hooks/useLocationDescription';
import { useOperation } from '../../hooks/useOperation';
import { ConfirmDialog } from './ConfirmDialog';
import { DatabaseDialogProps } from './types';

/** How many sessions the database's role may hold. */
export const ConnectionLimitDialog = ({
  view,
  ...ends
}: DatabaseDialogProps) => {
  const { connectionLimit } = view.spec;
  const [text, setText] = useState(String(connectionLimit ?? ''));
  const max = useLocationDescription(view).location?.maxConnectionLimit;
  const limit = /^\d+$/.test(text) ? Number(text) : undefined;
  const valid =
    limit !== undefined && limit >= 1 && (max === undefined || limit <= max);
  const operation = useOperation(
    api => api.changeDatabase(view.ref, { connectionLimit: limit }),
    `The connection limit of ${view.name} is now ${limit}.`,
  );
  const { connections } = view.summary;
  const rule =
    max === undefined
      ? 'A whole number from 1'
      : `A whole number from 1 to ${max}`;
  return (
    <ConfirmDialog
      title={`Change the connection limit of ${view.location}/${view.name}`}
      confirm="Change limit"
      operation={operation}
      disabled={!valid || limit === connectionLimit}
      {...ends}
    >
      <p>
        Now: {connectionLimit ?? 'no limit'}
        {connections && `, of which ${connections.used} are in use`}. Open
        sessions stay open, even above a lower limit; a new one is refused while
        the limit is reached. You can change it back at any time.
      </p>
      <TextField
        id="pgstage-connection-limit"
        label="Connection limit"
        value={text}
        onChange={event => setText(event.target.value)}
        error={text !== '' && !valid}
        helperText={rule}
        inputProps={{ inputMode: 'numeric', autoComplete: 'off' }}
        variant="outlined"
        size="small"
      />
    </ConfirmDialog>
  );
};
