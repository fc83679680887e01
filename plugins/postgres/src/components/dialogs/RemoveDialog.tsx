import { useState } from 'react';
import { databaseForceRemovePermission } from '@pgstage/backstage-plugin-postgres-common';
import { useOperation } from '../../hooks/useOperation';
import { useDependants } from '../../hooks/useDependants';
import { isConflict } from '../../model/errorFacts';
import { ConfirmDialog } from './ConfirmDialog';
import { RemovalSummary } from './RemovalSummary';
import { Dependants } from './Dependants';
import { OpenConnections } from './OpenConnections';
import { LabeledCheckbox } from './LabeledCheckbox';
import { ConfirmNameField } from './ConfirmNameField';
import { DatabaseDialogProps } from './types';
import { useTranslate } from '../../translation';

/** Removes a database with its data, which cannot be undone. */
export const RemoveDialog = ({ view, ...ends }: DatabaseDialogProps) => {
  const t = useTranslate();
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
  const title = t('lifecycle.remove.title', { database: fullName });
  const settled = Boolean(dependants.value) || overridden;
  return (
    <ConfirmDialog
      title={title}
      confirm={title}
      operation={operation}
      danger
      disabled={typed !== fullName || !settled || (inProduction && !overridden)}
      {...ends}
    >
      <RemovalSummary view={view} />
      <OpenConnections health={ends.health} />
      <Dependants {...dependants} />
      {(inProduction || dependants.error) && (
        <LabeledCheckbox checked={overridden} onChange={setOverridden}>
          {inProduction
            ? t('lifecycle.remove.inProduction')
            : t('lifecycle.remove.unknownUse')}
        </LabeledCheckbox>
      )}
      {(isConflict(operation.error) || force) && (
        <LabeledCheckbox checked={force} onChange={setForce}>
          {t('lifecycle.remove.force', {
            permission: databaseForceRemovePermission.name,
          })}
        </LabeledCheckbox>
      )}
      <ConfirmNameField name={fullName} typed={typed} onChange={setTyped} />
    </ConfirmDialog>
  );
};
