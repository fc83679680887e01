import Button from '@material-ui/core/Button';
import { DatabaseView } from '@pgstage/backstage-plugin-postgres-common';
import { useOperation } from '../../hooks/useOperation';
import { confirmable } from '../../model/dangling';
import { OperationError } from '../OperationError/OperationError';
import { Notice } from '../Notice/Notice';
import { useTranslate } from '../../translation';

export interface ConfirmEntitiesProps {
  view: DatabaseView;
  onDone(): void;
}

/** Confirms that the current entity of a name is the bound one, for users with this permission. */
export const ConfirmEntities = ({ view, onDone }: ConfirmEntitiesProps) => {
  const t = useTranslate();
  const confirm = confirmable(view);
  const refs = Object.keys(confirm);
  const { recordVersion, name: database } = view;
  const entities = refs.join(', ');
  const operation = useOperation(
    api => api.bindDatabase(view.ref, { confirm, recordVersion }),
    t('page.confirm.done', { database, entities }),
  );
  if (!refs.length) return null;
  return (
    <Notice
      severity="info"
      title={t('page.confirm.title', { database, entities })}
    >
      <p>{t('page.confirm.text')}</p>
      {operation.error && (
        <OperationError
          title={t('page.confirm.failed')}
          error={operation.error}
        />
      )}
      <Button
        size="small"
        variant="outlined"
        disabled={operation.running}
        onClick={async () => {
          if (await operation.run()) onDone();
        }}
      >
        {t('page.confirm.button', { entities })}
      </Button>
    </Notice>
  );
};
