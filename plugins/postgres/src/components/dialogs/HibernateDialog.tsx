import { useState } from 'react';
import { useDependants } from '../../hooks/useDependants';
import { useOperation } from '../../hooks/useOperation';
import { ConfirmDialog } from './ConfirmDialog';
import { Dependants } from './Dependants';
import { OpenConnections } from './OpenConnections';
import { Tick } from './Tick';
import { DatabaseDialogProps } from './types';

const WakeDialog = ({ view, ...rest }: DatabaseDialogProps) => {
  const operation = useOperation(
    async (api, watch) =>
      watch.change(
        `Waking ${view.name}`,
        await api.hibernateDatabase(view.ref, { wake: true }),
      ),
    `${view.name} wakes.`,
  );
  return (
    <ConfirmDialog
      title={`Wake ${view.location}/${view.name}`}
      confirm="Wake"
      operation={operation}
      {...rest}
    >
      <p>
        Its members start again on the volumes that were kept. It accepts logins
        in about a minute, with the same data, endpoints and credentials.
      </p>
    </ConfirmDialog>
  );
};

const SleepDialog = ({ view, ...rest }: DatabaseDialogProps) => {
  const [overridden, setOverridden] = useState(false);
  const dependants = useDependants(view);
  const inProduction = dependants.value?.some(user => user.inProduction);
  const operation = useOperation(
    async (api, watch) =>
      watch.change(
        `Putting ${view.name} to sleep`,
        await api.hibernateDatabase(view.ref, {}),
      ),
    `${view.name} goes to sleep.`,
  );
  return (
    <ConfirmDialog
      title={`Hibernate ${view.location}/${view.name}`}
      confirm="Hibernate"
      operation={operation}
      disabled={
        (!dependants.value && !dependants.error) ||
        ((inProduction || Boolean(dependants.error)) && !overridden)
      }
      {...rest}
    >
      <ul>
        <li>All members stop, until somebody wakes it: nobody can log in.</li>
        <li>Volumes and data are kept, and cost what they cost.</li>
        <li>No backup is taken and no WAL is archived meanwhile.</li>
        <li>Waking takes about a minute.</li>
      </ul>
      <OpenConnections health={rest.health} />
      <Dependants {...dependants} />
      {(inProduction || dependants.error) && (
        <Tick checked={overridden} onChange={setOverridden}>
          {inProduction
            ? 'Stop it although something in production uses it'
            : 'Stop it although who uses it is not known'}
        </Tick>
      )}
    </ConfirmDialog>
  );
};

/** Stops a database and keeps its data, or wakes it. */
export const HibernateDialog = (props: DatabaseDialogProps) =>
  props.view.hibernated ? (
    <WakeDialog {...props} />
  ) : (
    <SleepDialog {...props} />
  );
