import Button from '@material-ui/core/Button';
import { DatabaseView } from '@pgstage/backstage-plugin-postgres-common';
import { useOperation } from '../../hooks/useOperation';
import { confirmable } from '../../model/dangling';
import { OperationError } from '../OperationError/OperationError';
import { Notice } from '../Notice/Notice';

export interface ConfirmEntitiesProps {
  view: DatabaseView;
  onDone(): void;
}

/** Lets those who may say that the entity which has the name now is the one that is meant. */
export const ConfirmEntities = ({ view, onDone }: ConfirmEntitiesProps) => {
  const confirm = confirmable(view);
  const refs = Object.keys(confirm);
  const { recordVersion } = view;
  const operation = useOperation(
    api => api.bindDatabase(view.ref, { confirm, recordVersion }),
    `${view.name} belongs to ${refs.join(' and ')}.`,
  );
  if (!refs.length) return null;
  return (
    <Notice
      severity="info"
      title={`Does ${view.name} belong to ${refs.join(' and ')} as it is now?`}
    >
      <p>
        Its owners get every right on the database then. A component that
        somebody else registered under the name is not the one that was bound.
      </p>
      {operation.error && (
        <OperationError title="It was not confirmed" error={operation.error} />
      )}
      <Button
        size="small"
        variant="outlined"
        disabled={operation.running}
        onClick={async () => {
          if (await operation.run()) onDone();
        }}
      >
        Confirm {refs.join(' and ')}
      </Button>
    </Notice>
  );
};
