import { useState } from 'react';
import { useOperation } from '../../hooks/useOperation';
import { isEntityRef } from '../../model/entityRef';
import { Notice } from '../Notice/Notice';
import { ConfirmDialog } from './ConfirmDialog';
import { EntityRefInput } from './EntityRefInput';
import { LabeledCheckbox } from './LabeledCheckbox';
import { DatabaseDialogProps } from './types';
import { useTranslate } from '../../translation';

/** Changes which entities use a database, and who owns it. */
export const BindingDialog = ({ view, ...rest }: DatabaseDialogProps) => {
  const t = useTranslate();
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
    t('lifecycle.bind.done', { database: view.name }),
  );
  return (
    <ConfirmDialog
      title={t('lifecycle.bind.title', {
        database: `${view.location}/${view.name}`,
      })}
      confirm={t('lifecycle.bind.confirm')}
      operation={operation}
      disabled={
        !Object.keys(change).length ||
        known ||
        !isEntityRef(owner) ||
        (added !== '' && !isEntityRef(added))
      }
      {...rest}
    >
      <p>{t('lifecycle.bind.text')}</p>
      {entityRefs.map(entityRef => (
        <LabeledCheckbox
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
          {t('lifecycle.bind.remove', { entity: entityRef })}
        </LabeledCheckbox>
      ))}
      {entityRefs.length > 0 && removed.length === entityRefs.length && (
        <Notice severity="warning" title={t('lifecycle.bind.noneTitle')}>
          {t('lifecycle.bind.none')}
        </Notice>
      )}
      <EntityRefInput
        id="bind-entity"
        label={t('lifecycle.bind.add')}
        value={added}
        onChange={setAdded}
        help={known ? t('lifecycle.bind.known') : t('lifecycle.bind.addHelp')}
      />
      <EntityRefInput
        id="bind-owner"
        label={t('owner')}
        value={owner}
        onChange={setOwner}
        help={t('lifecycle.bind.ownerHelp')}
      />
    </ConfirmDialog>
  );
};
