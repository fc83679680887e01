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

export interface ConfirmAllProps {
  /** As many as one request takes. */
  databases: DatabaseView[];
  onDone(): void;
}

/** Confirms every entity that the reader may, for example after the catalog was rebuilt. */
export const ConfirmAll = ({ databases, onDone }: ConfirmAllProps) => {
  const [failed, setFailed] = useState<ConfirmedBindings['items']>([]);
  const items = databases
    .map(database => ({
      ref: database.ref,
      confirm: confirmable(database),
      recordVersion: database.recordVersion,
    }))
    .filter(({ confirm }) => Object.keys(confirm).length > 0);
  const operation = useOperation(async api => {
    const answer = await api.confirmBindings({ items });
    setFailed(answer.items.filter(({ error }) => error));
  }, 'The entities were confirmed, as far as the page does not say otherwise.');
  if (!items.length && !failed.length) return null;
  return (
    <>
      {failed.map(({ ref, error }) => (
        <Notice key={ref} severity="error" title={`${ref} was not confirmed`}>
          {error?.message}
        </Notice>
      ))}
      {operation.error && (
        <OperationError title="Nothing was confirmed" error={operation.error} />
      )}
      {items.length > 0 && (
        <>
          <p>
            After the catalog was rebuilt, every entity has a new uid. Confirm
            only what you know to be the entities that were bound: their owners
            get every right on these databases.
          </p>
          <Button
            variant="outlined"
            disabled={operation.running}
            onClick={async () => {
              if (await operation.run()) onDone();
            }}
          >
            Confirm the entities of {items.length}{' '}
            {items.length === 1 ? 'database' : 'databases'}
          </Button>
        </>
      )}
    </>
  );
};
