import { useState } from 'react';
import { useOperation } from '../../hooks/useOperation';
import { isEntityRef } from '../../model/entityRef';
import { ConfirmDialog } from './ConfirmDialog';
import { EntityRefInput } from './EntityRefInput';
import { DatabaseDialogProps } from './types';

export interface AdoptDialogProps extends DatabaseDialogProps {
  /** The entity that is going to use it. */
  entityRef: string;
}

/** Binds a database that was made elsewhere to an entity. */
export const AdoptDialog = ({ view, entityRef, ...rest }: AdoptDialogProps) => {
  const [owner, setOwner] = useState('');
  const operation = useOperation(
    api =>
      api.bindDatabase(view.ref, {
        add: [entityRef],
        adopt: true,
        ...(owner && { owner }),
        recordVersion: view.recordVersion,
      }),
    `${view.name} belongs to ${entityRef} now.`,
  );
  return (
    <ConfirmDialog
      title={`Bind ${view.location}/${view.name} to ${entityRef}`}
      confirm="Bind"
      operation={operation}
      disabled={owner !== '' && !isEntityRef(owner)}
      {...rest}
    >
      <ul>
        <li>
          It is written on the database to whom it belongs. Nothing else about
          it changes: it is not restarted, and its password stays.
        </li>
        <li>
          Its owner may operate it from here then, as far as the provider lets
          anybody: back it up, change it, remove it.
        </li>
      </ul>
      <EntityRefInput
        id="adopt-owner"
        label="Owner"
        value={owner}
        onChange={setOwner}
        help={`Group or user that answers for it. Leave it empty for the owner of ${entityRef}.`}
      />
    </ConfirmDialog>
  );
};
