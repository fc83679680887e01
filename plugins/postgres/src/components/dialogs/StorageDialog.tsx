import { useState } from 'react';
import { parseQuantity } from '@pgstage/backstage-plugin-postgres-common';
import { useOperation } from '../../hooks/useOperation';
import { Notice } from '../Notice/Notice';
import { ConfirmDialog } from './ConfirmDialog';
import { ChangePreview } from './ChangePreview';
import { TextInput } from './TextInput';
import { DatabaseDialogProps } from './types';
import { useTranslate } from '../../translation';

/** Expands the volumes, which cannot be undone. */
export const StorageDialog = ({ view, ...rest }: DatabaseDialogProps) => {
  const t = useTranslate();
  const now = view.spec.storage;
  const [text, setText] = useState(now ?? '');
  const size = text.trim();
  const then = parseQuantity(text);
  const before = now === undefined ? undefined : parseQuantity(now);
  const larger = then !== undefined && (before === undefined || then > before);
  const operation = useOperation(
    async (api, watch) =>
      watch.change(
        t('watch.operation.storage', { database: view.name, size }),
        await api.changeDatabase(view.ref, { storage: size }),
      ),
    t('changes.storage.done', { database: view.name, size }),
  );
  const problem = () => {
    if (text === '' || text === now || larger) return undefined;
    return then === undefined
      ? t('changes.storage.problem')
      : t('changes.storage.smaller', { size: now ?? '' });
  };
  return (
    <ConfirmDialog
      title={t('changes.storage.title', {
        database: `${view.location}/${view.name}`,
      })}
      confirm={
        larger
          ? t('changes.storage.confirmTo', { size })
          : t('changes.storage.confirm')
      }
      operation={operation}
      disabled={!larger}
      {...rest}
    >
      <TextInput
        id="storage"
        label={t('changes.storage.label')}
        value={text}
        onChange={setText}
        problem={problem()}
        help={t('changes.storage.help')}
      />
      {larger && (
        <ChangePreview
          rows={[[t('changes.storage.volume'), now ?? t('unknown'), size]]}
        />
      )}
      <Notice severity="warning" title={t('changes.storage.warningTitle')}>
        {t('changes.storage.warning')}
      </Notice>
      <p>{t('changes.storage.text')}</p>
    </ConfirmDialog>
  );
};
