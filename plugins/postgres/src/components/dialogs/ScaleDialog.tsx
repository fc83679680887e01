import { useState } from 'react';
import TextField from '@material-ui/core/TextField';
import { useOperation } from '../../hooks/useOperation';
import { removedInstances } from '../../model/instances';
import { Notice } from '../Notice/Notice';
import { ConfirmDialog } from './ConfirmDialog';
import { ChangePreview } from './ChangePreview';
import { ConfirmNameField } from './ConfirmNameField';
import { DatabaseDialogProps } from './types';
import { useTranslate } from '../../translation';

const MOST = 15;

/** Changes the number of instances, and shows which ones are removed. */
export const ScaleDialog = ({ view, ...rest }: DatabaseDialogProps) => {
  const t = useTranslate();
  const instances = rest.health?.instances ?? [];
  const now =
    view.spec.instances ?? (instances.length || view.summary.instances?.total);
  const [text, setText] = useState(String(now ?? ''));
  const [typed, setTyped] = useState('');
  const fullName = `${view.location}/${view.name}`;
  const then = /^\d+$/.test(text) ? Number(text) : undefined;
  const valid = then !== undefined && then >= 1 && then <= MOST;
  const fewer = valid && now !== undefined && then < now;
  const leaving = fewer ? removedInstances(instances, then) : [];
  // Without a standby, losing the primary is an outage.
  const last = fewer && then === 1;
  const operation = useOperation(
    async (api, watch) =>
      watch.change(
        t('watch.operation.scale', {
          database: view.name,
          count: then ?? 0,
        }),
        await api.changeDatabase(view.ref, { instances: then }),
      ),
    t('instances.scale.done', { database: view.name, count: then ?? 0 }),
  );
  return (
    <ConfirmDialog
      title={t('instances.scale.title', { database: fullName })}
      confirm={
        valid && then !== now
          ? t('instances.scale.confirmTo', { number: String(then) })
          : t('instances.scale.confirm')
      }
      operation={operation}
      disabled={!valid || then === now || (last && typed !== fullName)}
      {...rest}
    >
      <TextField
        id="pgstage-instances"
        label={t('health.instances')}
        value={text}
        onChange={event => setText(event.target.value)}
        error={text !== '' && !valid}
        helperText={t('instances.scale.help', { max: String(MOST) })}
        inputProps={{ inputMode: 'numeric', autoComplete: 'off' }}
        variant="outlined"
        size="small"
      />
      {valid && then !== now && (
        <ChangePreview
          rows={[
            [t('health.instances'), String(now ?? t('unknown')), String(then)],
          ]}
        />
      )}
      {valid && now !== undefined && then > now && (
        <p>{t('instances.scale.more')}</p>
      )}
      {fewer && (
        <p>
          {leaving.length
            ? t('instances.scale.fewerNames', {
                instances: leaving.map(({ name }) => name).join(', '),
              })
            : t('instances.scale.fewer')}
        </p>
      )}
      {last && (
        <>
          <Notice severity="warning" title={t('instances.scale.lastTitle')}>
            {t('instances.scale.last')}
          </Notice>
          <ConfirmNameField name={fullName} typed={typed} onChange={setTyped} />
        </>
      )}
    </ConfirmDialog>
  );
};
