import { useState } from 'react';
import { useOperation } from '../../hooks/useOperation';
import { useDependants } from '../../hooks/useDependants';
import { isConflict } from '../../model/errorFacts';
import { ConfirmDialog } from './ConfirmDialog';
import { Consequences } from './Consequences';
import { Dependants } from './Dependants';
import { OpenConnections } from './OpenConnections';
import { Tick } from './Tick';
import { TypedName } from './TypedName';
import { DatabaseDialogProps } from './types';

/** Removes a database with its data: the one thing here that nobody can take back. */
export const RemoveDialog = ({ view, ...ends }: DatabaseDialogProps) => {
  const fullName = `${view.location}/${view.name}`;
  const [typed, setTyped] = useState('');
  const [overridden, setOverridden] = useState(false);
  const [force, setForce] = useState(false);
  const dependants = useDependants(view);
  const inProduction =
    dependants.value?.some(dependant => dependant.inProduction) ?? false;
  const operation = useOperation(async (api, watch) => {
    await api.removeDatabase(view.ref, force ? { force } : {});
    watch.removal(view);
  });
  const settled = Boolean(dependants.value) || overridden;
  return (
    <ConfirmDialog
      title={`Remove ${fullName}`}
      confirm={`Remove ${fullName}`}
      operation={operation}
      danger
      disabled={typed !== fullName || !settled || (inProduction && !overridden)}
      {...ends}
    >
      <Consequences view={view} />
      <OpenConnections health={ends.health} />
      <Dependants {...dependants} />
      {(inProduction || dependants.error) && (
        <Tick checked={overridden} onChange={setOverridden}>
          {inProduction
            ? 'Remove it although something in production uses it'
            : 'Remove it although who uses it is not known'}
        </Tick>
      )}
      {(isConflict(operation.error) || force) && (
        <Tick checked={force} onChange={setForce}>
          End open sessions and remove it all the same (needs the permission
          postgres.database.force-remove)
        </Tick>
      )}
      <TypedName name={fullName} typed={typed} onChange={setTyped} />
    </ConfirmDialog>
  );
};
