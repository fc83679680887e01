import { useState } from 'react';
import Button from '@material-ui/core/Button';
import {
  ConfirmedBindings,
  DatabaseView,
} from '@pgstage/backstage-plugin-postgres-common';
import { useOperation } from '../../hooks/useOperation';
import { confirmable } from '../../model/dangling';
import { OperationError } from '../OperationError/OperationError';
import { Notice } from '../Notice/Notice';
import { useTranslate } from '../../translation';

export interface ConfirmAllProps {
  /** At most the number of databases of one request. */
  databases: DatabaseView[];
  onDone(): void;
}

/** Confirms all entities that the user may confirm, for example after the catalog was rebuilt. */
export const ConfirmAll = ({ databases, onDone }: ConfirmAllProps) => {
  const t = useTranslate();
  const [failed, setFailed] = useState<ConfirmedBindings['items']>([]);
  const items = databases
    .map(database => ({
      ref: database.ref,
      confirm: confirmable(database),
      recordVersion: database.recordVersion,
    }))
    .filter(({ confirm }) => Object.keys(confirm).length > 0);
  const operation = useOperation(async api => {
    const response = await api.confirmBindings({ items });
    setFailed(response.items.filter(({ error }) => error));
  }, t('page.databases.confirmDone'));
  if (!items.length && !failed.length) return null;
  return (
    <>
      {failed.map(({ ref, error }) => (
        <Notice
          key={ref}
          severity="error"
          title={t('page.databases.confirmFailed', { ref })}
        >
          {error?.message}
        </Notice>
      ))}
      {operation.error && (
        <OperationError
          title={t('page.databases.confirmNone')}
          error={operation.error}
        />
      )}
      {items.length > 0 && (
        <>
          <p>{t('page.databases.confirmText')}</p>
          <Button
            variant="outlined"
            disabled={operation.running}
            onClick={async () => {
              if (await operation.run()) onDone();
            }}
          >
            {t('page.databases.confirmButton', { count: items.length })}
          </Button>
        </>
      )}
    </>
  );
};
