import { useOperation } from '../../hooks/useOperation';
import { ConfirmDialog } from './ConfirmDialog';
import { DatabaseDialogProps } from './types';

/** Switches the protection against removal. */
export const ProtectionDialog = ({ view, ...ends }: DatabaseDialogProps) => {
  const on = !view.spec.protected;
  const operation = useOperation(
    api => api.changeDatabase(view.ref, { protected: on }),
    `Protection of ${view.name} is ${on ? 'on' : 'off'}.`,
  );
  return (
    <ConfirmDialog
      title={`Switch protection of ${view.location}/${view.name} ${
        on ? 'on' : 'off'
      }`}
      confirm={`Switch protection ${on ? 'on' : 'off'}`}
      operation={operation}
      {...ends}
    >
      <p>
        {on
          ? 'The database cannot be removed until protection is switched off again.'
          : 'The database can be removed afterwards by whoever has the right to.'}{' '}
        Connections are not disturbed.
      </p>
    </ConfirmDialog>
  );
};
