import { useState } from 'react';
import { useDependants } from '../../hooks/useDependants';
import { useOperation } from '../../hooks/useOperation';
import { ConfirmDialog } from './ConfirmDialog';
import { Dependants } from './Dependants';
import { OpenConnections } from './OpenConnections';
import { LabeledCheckbox } from './LabeledCheckbox';
import { DatabaseDialogProps } from './types';
import { useTranslate } from '../../translation';

const WakeDialog = ({ view, ...rest }: DatabaseDialogProps) => {
  const t = useTranslate();
  const operation = useOperation(
    async (api, watch) =>
      watch.change(
        t('watch.operation.wake', { database: view.name }),
        await api.hibernateDatabase(view.ref, { wake: true }),
      ),
    t('instances.hibernate.waking', { database: view.name }),
  );
  return (
    <ConfirmDialog
      title={t('instances.hibernate.wakeTitle', {
        database: `${view.location}/${view.name}`,
      })}
      confirm={t('instances.hibernate.wake')}
      operation={operation}
      {...rest}
    >
      <p>{t('instances.hibernate.wakeText')}</p>
    </ConfirmDialog>
  );
};

const SleepDialog = ({ view, ...rest }: DatabaseDialogProps) => {
  const t = useTranslate();
  const [overridden, setOverridden] = useState(false);
  const dependants = useDependants(view);
  const inProduction = dependants.value?.some(user => user.inProduction);
  const operation = useOperation(
    async (api, watch) =>
      watch.change(
        t('watch.operation.hibernate', { database: view.name }),
        await api.hibernateDatabase(view.ref, {}),
      ),
    t('instances.hibernate.done', { database: view.name }),
  );
  return (
    <ConfirmDialog
      title={t('instances.hibernate.title', {
        database: `${view.location}/${view.name}`,
      })}
      confirm={t('instances.hibernate.confirm')}
      operation={operation}
      disabled={
        (!dependants.value && !dependants.error) ||
        ((inProduction || Boolean(dependants.error)) && !overridden)
      }
      {...rest}
    >
      <ul>
        <li>{t('instances.hibernate.effectStop')}</li>
        <li>{t('instances.hibernate.effectVolumes')}</li>
        <li>{t('instances.hibernate.effectBackups')}</li>
        <li>{t('instances.hibernate.effectWake')}</li>
      </ul>
      <OpenConnections health={rest.health} />
      <Dependants {...dependants} />
      {(inProduction || dependants.error) && (
        <LabeledCheckbox checked={overridden} onChange={setOverridden}>
          {inProduction
            ? t('instances.hibernate.inProduction')
            : t('instances.hibernate.unknownUse')}
        </LabeledCheckbox>
      )}
    </ConfirmDialog>
  );
};

/** Hibernates a database, which keeps its data, or wakes it up. */
export const HibernateDialog = (props: DatabaseDialogProps) =>
  props.view.hibernated ? (
    <WakeDialog {...props} />
  ) : (
    <SleepDialog {...props} />
  );
