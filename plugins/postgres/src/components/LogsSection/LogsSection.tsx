import { useState } from 'react';
import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { Logs } from '@pgstage/backstage-plugin-postgres-common';
import { useMessageText } from '../../hooks/useMessageText';
import { useOperation } from '../../hooks/useOperation';
import { availability } from '../../model/availability';
import { Choice } from '../Choice/Choice';
import { LabeledCheckbox } from '../dialogs/LabeledCheckbox';
import { Operable } from '../dialogs/useActionDialog';
import { ErrorNotice } from '../ErrorNotice/ErrorNotice';
import { MissingRightText } from '../MissingRightText/MissingRightText';
import { Notice } from '../Notice/Notice';
import { Panel } from '../Panel/Panel';
import { roleText } from '../HealthSection/roleText';
import { TextWithTimes } from '../Timestamp/TextWithTimes';
import { LogEntries } from './LogEntries';
import { useTranslate } from '../../translation';

const useStyles = makeStyles(theme => ({
  choices: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1, 2),
    margin: theme.spacing(1.5, 0),
  },
}));

const levels = ['all', 'warning', 'error'] as const;
const periods = ['all', 'hour', 'day'] as const;
type Level = (typeof levels)[number];
type Period = (typeof periods)[number];
const PERIOD_MS = { hour: 3_600_000, day: 86_400_000 };
const PRIMARY = '';

/** Reads the log of an instance on request. What was read with other choices is not shown. */
export const LogsSection = ({ operable }: { operable: Operable }) => {
  const classes = useStyles();
  const t = useTranslate();
  const textOf = useMessageText();
  const { view, health, staleness } = operable;
  const [instance, setInstance] = useState(PRIMARY);
  const [level, setLevel] = useState<Level>('all');
  const [period, setPeriod] = useState<Period>('all');
  const [previous, setPrevious] = useState(false);
  const chosen = JSON.stringify([instance, level, period, previous]);
  const [read, setRead] = useState<{ chosen: string; logs: Logs }>();
  const { running, error, run } = useOperation(async api => {
    setRead(undefined);
    const logs = await api.readLogs(view.ref, {
      ...(instance !== PRIMARY && { instance }),
      ...(level !== 'all' && { minLevel: level }),
      ...(period !== 'all' && {
        since: new Date(Date.now() - PERIOD_MS[period]).toISOString(),
      }),
      ...(previous && { previous }),
    });
    setRead({ chosen, logs });
  });
  const can = availability(t, textOf, view, 'read-logs', staleness);
  const shown = read?.chosen === chosen ? read.logs : undefined;
  return (
    <Panel title={t('page.section.logs')} busy={running}>
      <Typography variant="body2">{t('logs.intro')}</Typography>
      {!can.available && (
        <Notice
          severity="info"
          title={
            can.lacks ? (
              <MissingRightText
                right={{ ...can.lacks, permissions: [can.lacks.permission] }}
              />
            ) : (
              <TextWithTimes text={can.reason} />
            )
          }
        >
          {can.lacks &&
            t('operation.right.permissions', {
              permissions: can.lacks.permission,
            })}
        </Notice>
      )}
      <div className={classes.choices}>
        <Choice
          id="log-instance"
          label={t('logs.instance')}
          value={instance}
          onChange={setInstance}
          options={[
            { value: PRIMARY, label: t('logs.primary') },
            ...(health?.instances ?? []).map(each => ({
              value: each.name,
              label: t('logs.instanceOption', {
                name: each.name,
                role: roleText(t, each),
              }),
            })),
          ]}
        />
        <Choice<Level>
          id="log-level"
          label={t('logs.level')}
          value={level}
          onChange={setLevel}
          options={levels.map(value => ({
            value,
            label: t(`logs.levels.${value}`),
          }))}
        />
        <Choice<Period>
          id="log-period"
          label={t('logs.since')}
          value={period}
          onChange={setPeriod}
          options={periods.map(value => ({
            value,
            label: t(`logs.periods.${value}`),
          }))}
        />
        <LabeledCheckbox checked={previous} onChange={setPrevious}>
          {t('logs.previous')}
        </LabeledCheckbox>
        <Button
          variant="contained"
          color="primary"
          disabled={!can.available || running}
          onClick={run}
        >
          {running ? t('logs.reading') : t('logs.read')}
        </Button>
      </div>
      {error && <ErrorNotice title={t('logs.failed')} error={error} />}
      {shown && <LogEntries logs={shown} />}
    </Panel>
  );
};
