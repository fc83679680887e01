import { useOperation } from '../../hooks/useOperation';
import { useTranslate } from '../../translation';
import { ConfirmDialog } from './ConfirmDialog';
import { DatabaseDialogProps } from './types';

/** Turns the deletion protection on or off. */
export const ProtectionDialog = ({ view, ...ends }: DatabaseDialogProps) => {
  const t = useTranslate();
  const on = !view.spec.protected;
  const to = on ? 'On' : 'Off';
  const operation = useOperation(
    api => api.changeDatabase(view.ref, { protected: on }),
    t(`changes.protection.done${to}`, { database: view.name }),
  );
  return (
    <ConfirmDialog
      title={t(`changes.protection.title${to}`, {
        database: `${view.location}/${view.name}`,
      })}
      confirm={t(`changes.protection.confirm${to}`)}
      operation={operation}
      {...ends}
    >
      <p>{t(`changes.protection.text${to}`)}</p>
    </ConfirmDialog>
  );
};
