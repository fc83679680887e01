import { useState } from 'react';
import { useMessageText } from '../../hooks/useMessageText';
import { useOperation } from '../../hooks/useOperation';
import { instanceText } from '../../model/instanceText';
import { Choice } from '../Choice/Choice';
import { Notice } from '../Notice/Notice';
import { ConfirmDialog } from './ConfirmDialog';
import { InstancesUnknown } from './InstancesUnknown';
import { LabeledCheckbox } from './LabeledCheckbox';
import { DatabaseDialogProps } from './types';
import { useTranslate } from '../../translation';

/** Fences instances, so that PostgreSQL does not run in them, or unfences them. */
export const FenceDialog = ({ view, ...rest }: DatabaseDialogProps) => {
  const t = useTranslate();
  const textOf = useMessageText();
  const fenced = view.fenced ?? [];
  const instances = rest.health?.instances ?? [];
  const [lift, setLift] = useState(fenced.length > 0);
  const [ticked, setTicked] = useState<string[]>([]);
  const offered = lift
    ? fenced
    : instances.map(({ name }) => name).filter(name => !fenced.includes(name));
  const chosen = offered.filter(name => ticked.includes(name));
  const names = chosen.join(', ');
  const operation = useOperation(
    async (api, watch) => {
      const response = await api.fenceDatabase(view.ref, {
        instances: chosen,
        ...(lift && { lift }),
      });
      if (lift)
        watch.change(
          t('watch.operation.unfence', { instances: names }),
          response,
        );
    },
    lift
      ? t('instances.fence.lifted', { instances: names })
      : t('instances.fence.fenced', { instances: names }),
  );
  const labelOf = (name: string) => {
    const instance = instances.find(known => known.name === name);
    return instance ? instanceText(t, textOf, instance) : name;
  };
  const primary = instances.find(({ role }) => role === 'primary');
  const verb = lift ? 'lift' : 'fence';
  return (
    <ConfirmDialog
      title={t('instances.fence.title', {
        database: `${view.location}/${view.name}`,
      })}
      confirm={
        names
          ? t(`instances.fence.confirmNames.${verb}`, { instances: names })
          : t(`instances.fence.confirm.${verb}`)
      }
      operation={operation}
      disabled={!chosen.length}
      {...rest}
    >
      {fenced.length > 0 && (
        <Choice
          id="fence"
          label={t('instances.what')}
          value={verb}
          options={[
            { value: 'lift', label: t('instances.fence.chooseLift') },
            { value: 'fence', label: t('instances.fence.chooseFence') },
          ]}
          onChange={value => setLift(value === 'lift')}
        />
      )}
      {!offered.length && !instances.length && <InstancesUnknown />}
      {offered.map(name => (
        <LabeledCheckbox
          key={name}
          checked={ticked.includes(name)}
          onChange={on =>
            setTicked(before =>
              on ? [...before, name] : before.filter(other => other !== name),
            )
          }
        >
          {labelOf(name)}
        </LabeledCheckbox>
      ))}
      {lift ? (
        <p>{t('instances.fence.liftText')}</p>
      ) : (
        <>
          <p>{t('instances.fence.text')}</p>
          {primary && chosen.includes(primary.name) && (
            <Notice
              severity="warning"
              title={t('instances.fence.primaryTitle', {
                instance: primary.name,
              })}
            >
              {t('instances.fence.primary')}
            </Notice>
          )}
        </>
      )}
    </ConfirmDialog>
  );
};
