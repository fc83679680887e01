import { useOperation } from '../../hooks/useOperation';
import { Notice } from '../Notice/Notice';
import { ConfirmDialog } from './ConfirmDialog';
import { DatabaseDialogProps } from './types';

/** Replaces the password: whoever logs in with the old one is refused from then on. */
export const RotatePasswordDialog = ({
  view,
  ...ends
}: DatabaseDialogProps) => {
  const operation = useOperation(
    api => api.rotatePassword(view.ref),
    `${view.name} has a new password. The database may take some seconds to accept it.`,
  );
  const { credentials, binding, status } = view;
  return (
    <ConfirmDialog
      title={`Rotate the password of ${view.location}/${view.name}`}
      confirm="Rotate password"
      operation={operation}
      {...ends}
    >
      {status.state !== 'working' && (
        <Notice
          severity="warning"
          title={`The database is not working normally: ${status.reason}`}
        >
          Rotating may stop half way; it can be repeated.
        </Notice>
      )}
      <ul>
        <li>A new password is generated. Nobody sees it.</li>
        <li>
          It replaces the one in{' '}
          {credentials
            ? `${credentials.secretRef} (credential store ${credentials.store})`
            : 'the credential store'}
          .
        </li>
        <li>
          Open sessions stay open. A new login with the old password fails, on
          some databases some seconds later.
        </li>
        <li>
          Applications must read the credentials again, most of them by a
          restart
          {binding?.entityRefs.length
            ? `: ${binding.entityRefs.join(', ')}`
            : ''}
          .
        </li>
        <li>The old password does not come back.</li>
      </ul>
    </ConfirmDialog>
  );
};
