import { useState } from 'react';
import { useOperation } from '../../hooks/useOperation';
import { isEntityRef } from '../../model/entityRef';
import { ConfirmDialog } from './ConfirmDialog';
import { EntityRefInput } from './EntityRefInput';
import { DatabaseDialogProps } from './types';
import { useTranslate } from '../../translation';

export interface AdoptDialogProps extends DatabaseDialogProps {
  /** The entity that will use the database. */
  entityRef: string;
}

/** Binds a database that was created outside of pgstage to an entity. */
export const AdoptDialog = ({ view, entityRef, ...rest }: AdoptDialogProps) => {
  const t = useTranslate();
  const database = `${view.location}/${view.name}`;
  const [owner, setOwner] = useState('');
  const operation = useOperation(
    api =>
      api.bindDatabase(view.ref, {
        add: [entityRef],
        adopt: true,
        ...(owner && { owner }),
        recordVersion: view.recordVersion,
      }),
    t('lifecycle.adopt.done', { database: view.name, entity: entityRef }),
  );
  return (
    <ConfirmDialog
      title={t('lifecycle.adopt.title', { database, entity: entityRef })}
      confirm={t('lifecycle.adopt.confirm')}
      operation={operation}
      disabled={owner !== '' && !isEntityRef(owner)}
      {...rest}
    >
      <ul>
        <li>{t('lifecycle.adopt.record')}</li>
        <li>{t('lifecycle.adopt.rights')}</li>
      </ul>
      <EntityRefInput
        id="adopt-owner"
        label={t('owner')}
        value={owner}
        onChange={setOwner}
        help={t('lifecycle.adopt.ownerHelp', { entity: entityRef })}
      />
    </ConfirmDialog>
  );
};
