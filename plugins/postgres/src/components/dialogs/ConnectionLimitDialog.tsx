import { useState } from 'react';
import TextField from '@material-ui/core/TextField';
import { useLocationDescription } from '../../hooks/useLocationDescription';
import { useOperation } from '../../hooks/useOperation';
import { ConfirmDialog } from './ConfirmDialog';
import { DatabaseDialogProps } from './types';
import { useTranslate } from '../../translation';

/** Changes the connection limit of the database role. */
export const ConnectionLimitDialog = ({
  view,
  ...ends
}: DatabaseDialogProps) => {
  const t = useTranslate();
  const { connectionLimit } = view.spec;
  const [text, setText] = useState(String(connectionLimit ?? ''));
  const max = useLocationDescription(view).location?.maxConnectionLimit;
  const limit = /^\d+$/.test(text) ? Number(text) : undefined;
  const valid =
    limit !== undefined && limit >= 1 && (max === undefined || limit <= max);
  const operation = useOperation(
    api => api.changeDatabase(view.ref, { connectionLimit: limit }),
    t('changes.connectionLimit.done', {
      database: view.name,
      limit: String(limit),
    }),
  );
  const { connections } = view.summary;
  const now =
    connectionLimit === undefined
      ? t('changes.connectionLimit.noLimit')
      : String(connectionLimit);
  return (
    <ConfirmDialog
      title={t('changes.connectionLimit.title', {
        database: `${view.location}/${view.name}`,
      })}
      confirm={t('changes.connectionLimit.confirm')}
      operation={operation}
      disabled={!valid || limit === connectionLimit}
      {...ends}
    >
      <p>
        {connections
          ? t('changes.connectionLimit.currentUsed', {
              limit: now,
              used: String(connections.used),
            })
          : t('changes.connectionLimit.current', { limit: now })}{' '}
        {t('changes.connectionLimit.text')}
      </p>
      <TextField
        id="pgstage-connection-limit"
        label={t('changes.connectionLimit.label')}
        value={text}
        onChange={event => setText(event.target.value)}
        error={text !== '' && !valid}
        helperText={
          max === undefined
            ? t('dialog.wholeNumber')
            : t('dialog.wholeNumberTo', { max: String(max) })
        }
        inputProps={{ inputMode: 'numeric', autoComplete: 'off' }}
        variant="outlined"
        size="small"
      />
    </ConfirmDialog>
  );
};
