import { ReasonText } from '../MessageText/ReasonText';
import { useOperation } from '../../hooks/useOperation';
import { Notice } from '../Notice/Notice';
import { ConfirmDialog } from './ConfirmDialog';
import { DatabaseDialogProps } from './types';
import { useTranslate } from '../../translation';

/** Rotates the password: logins with the old one fail from then on. */
export const RotatePasswordDialog = ({
  view,
  ...ends
}: DatabaseDialogProps) => {
  const t = useTranslate();
  const operation = useOperation(
    api => api.rotatePassword(view.ref),
    t('lifecycle.rotate.done', { database: view.name }),
  );
  const { credentials, binding, operations, status, usable } = view;
  // A provider that never tries a login does not need one for a rotation either.
  const untried =
    status.state === 'unknown' && usable.value === null && usable.lasting;
  const mayFail = status.state !== 'working' && !untried;
  const entities = binding?.entityRefs.join(', ');
  return (
    <ConfirmDialog
      title={t('lifecycle.rotate.title', {
        database: `${view.location}/${view.name}`,
      })}
      confirm={t('lifecycle.rotate.confirm')}
      operation={operation}
      {...ends}
    >
      {mayFail && (
        <Notice
          severity="warning"
          title={t(
            status.state === 'unknown'
              ? 'dialog.stateUnknown'
              : 'dialog.notWorking',
            { reason: <ReasonText of={status.reason} /> },
          )}
        >
          {t('lifecycle.rotate.interrupted')}
        </Notice>
      )}
      <ul>
        <li>{t('lifecycle.rotate.generated')}</li>
        <li>
          {credentials
            ? t('lifecycle.rotate.replaces', {
                entry: credentials.secretRef,
                store: credentials.store,
              })
            : t('lifecycle.rotate.replacesUnknown')}
        </li>
        <li>{t('lifecycle.rotate.sessions')}</li>
        <li>
          {entities
            ? t('lifecycle.rotate.applicationsOf', { entities })
            : t('lifecycle.rotate.applications')}
        </li>
        {operations['rotate-login'].supported && (
          <li>{t('lifecycle.rotate.overlap')}</li>
        )}
        <li>{t('lifecycle.rotate.final')}</li>
      </ul>
    </ConfirmDialog>
  );
};
