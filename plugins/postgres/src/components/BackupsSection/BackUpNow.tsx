import { useState } from 'react';
import Box from '@material-ui/core/Box';
import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import { Backup } from '@pgstage/backstage-plugin-postgres-common';
import { MessageText } from '../MessageText/MessageText';
import { useMessageText } from '../../hooks/useMessageText';
import { useOperation } from '../../hooks/useOperation';
import { backupAvailability } from '../../model/backupAvailability';
import { Choice } from '../Choice/Choice';
import { Operable } from '../dialogs/useActionDialog';
import { OperationError } from '../OperationError/OperationError';
import { TextWithTimes } from '../Timestamp/TextWithTimes';
import { useTranslate } from '../../translation';

export interface BackUpNowProps {
  operable: Operable;
  onStarted(backup: Backup): void;
}

/** Starts a backup without confirmation, because it has no side effects to confirm. */
export const BackUpNow = ({ operable, onStarted }: BackUpNowProps) => {
  const t = useTranslate();
  const textOf = useMessageText();
  const { view, backups } = operable;
  const methods = backups?.methods ?? [];
  const offered = methods.filter(method => method.supported);
  const [chosen, setChosen] = useState<string>();
  const method = chosen ?? offered[0]?.id;
  const { description, reason: note } =
    offered.find(({ id }) => id === method) ?? {};
  const { running, error, run } = useOperation(async (api, watch) => {
    const backup = await api.createBackup(view.ref, { method });
    onStarted(backup);
    watch.backup(view, backup);
  }, t('operation.backupStarted', { database: view.name }));
  const can = backupAvailability(t, textOf, operable);
  return (
    <Box my={1.5}>
      <Box
        display="flex"
        flexWrap="wrap"
        alignItems="flex-end"
        style={{ gap: 16 }}
      >
        {offered.length > 1 && method && (
          <Choice
            id="backup-method"
            label={t('backups.method')}
            value={method}
            options={offered.map(({ id, title }) => ({
              value: id,
              label: textOf(title),
            }))}
            onChange={setChosen}
          />
        )}
        <Button
          variant="contained"
          color="primary"
          disabled={!can.available || running}
          onClick={run}
        >
          {running ? t('backups.starting') : t('backups.backUpNow')}
        </Button>
      </Box>
      <Typography variant="body2" color="textSecondary">
        <TextWithTimes
          text={
            can.available
              ? [description, note]
                  .flatMap(each => (each ? textOf(each) : []))
                  .join(' ')
              : can.reason
          }
        />
      </Typography>
      {methods.map(
        each =>
          can.available &&
          !each.supported && (
            <Typography key={each.id} variant="body2" color="textSecondary">
              {t('backups.methodUnavailable', {
                method: <MessageText of={each.title} />,
                reason: <MessageText of={each.reason} />,
              })}
            </Typography>
          ),
      )}
      {error && (
        <OperationError title={t('operation.backupNotStarted')} error={error} />
      )}
    </Box>
  );
};
