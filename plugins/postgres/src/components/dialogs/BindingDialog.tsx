import { useState } from 'react';
import { useOperation } from '../../hooks/useOperation';
import { isEntityRef } from '../../model/entityRef';
import { Notice } from '../Notice/Notice';
import { ConfirmDialog } from './ConfirmDialog';
import { EntityRefInput } from './EntityRefInput';
import { Tick } from './Tick';
import { DatabaseDialogProps } from './types';

/** Which entities use a database, and who answers for it. */
export const BindingDialog = ({ view, ...rest }: DatabaseDialogProps) => {
  const { entityRefs = [], owner: ownerNow = '' } = view.binding ?? {};
  const [removed, setRemoved] = useState<string[]>([]);
  const [added, setAdded] = useState('');
  const [owner, setOwner] = useState(ownerNow);
  const change = {
    ...(added && { add: [added] }),
    ...(removed.length && { remove: removed }),
    ...(owner !== ownerNow && { owner }),
  };
  const known = entityRefs.includes(added);
  const operation = useOperation(
    api =>
      api.bindDatabase(view.ref, {
        ...change,
        recordVersion: view.recordVersion,
      }),
    `It is recorded who uses ${view.name}.`,
  );
  return (
    <ConfirmDialog
      title={`Entities and owner of ${view.location}/${view.name}`}
      confirm="Record it"
      operation={operation}
      disabled={
        !Object.keys(change).length ||
        known ||
        !isEntityRef(owner) ||
        (added !== '' && !isEntityRef(added))
      }
      {...rest}
    >
      <p>
        It is written on the database itself. Sessions and credentials are not
        disturbed.
      </p>
      {entityRefs.map(entityRef => (
        <Tick
          key={entityRef}
          checked={removed.includes(entityRef)}
          onChange={on =>
            setRemoved(before =>
              on
                ? [...before, entityRef]
                : before.filter(each => each !== entityRef),
            )
          }
        >
          {entityRef} no longer uses it
        </Tick>
      ))}
      {entityRefs.length > 0 && removed.length === entityRefs.length && (
        <Notice severity="warning" title="No component shows it then">
          It goes on, and its owner finds it at its Resource in the catalog.
        </Notice>
      )}
      <EntityRefInput
        id="bind-entity"
        label="Entity that uses it, too"
        value={added}
        onChange={setAdded}
        help={
          known
            ? 'It uses it already'
            : 'For example component:default/billing. Leave it empty to add none.'
        }
      />
      <EntityRefInput
        id="bind-owner"
        label="Owner"
        value={owner}
        onChange={setOwner}
        help="Group or user that answers for it, and may change it"
      />
    </ConfirmDialog>
  );
};
