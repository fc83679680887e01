import { ReactNode, useContext } from 'react';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { Section } from '@pgstage/backstage-plugin-postgres-common';
import { Polled } from '../../hooks/usePolling';
import { isNoResponse } from '../../model/errorFacts';
import { ErrorNotice } from '../ErrorNotice/ErrorNotice';
import { BackstageUnreachable } from '../Freshness/BackstageUnreachable';
import { Notice } from '../Notice/Notice';
import { Skeleton } from '../Skeleton/Skeleton';
import { Stale } from '../StateLabel/Stale';
import { Timestamp } from '../Timestamp/Timestamp';
import { useTranslate } from '../../translation';

const useStyles = makeStyles(theme => ({
  data: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    gap: theme.spacing(2),
  },
  // Full contrast, because there is no other content.
  stale: { filter: 'grayscale(1)' },
  asOf: { color: theme.palette.text.secondary, marginTop: theme.spacing(1.5) },
}));

export interface SectionBodyProps<T> {
  section: 'connect' | 'health' | 'backups';
  polled: Polled<Section<T>>;
  children(data: T): ReactNode;
}

/** Content of a section in any state: it fails independently, and keeps its last data. */
export function SectionBody<T>({
  section: name,
  polled,
  children,
}: SectionBodyProps<T>) {
  const classes = useStyles();
  const t = useTranslate();
  const { data: section, error, failures, refresh } = polled;
  const isShownAbove = useContext(BackstageUnreachable) && isNoResponse(error);
  if (!section) {
    if (!error)
      return <Skeleton label={t(`section.loading.${name}`)} lines={4} />;
    return (
      <ErrorNotice
        title={t(`section.failed.${name}`)}
        error={error}
        onRetry={refresh}
      />
    );
  }
  const { status, message, data, observedAt } = section;
  const isStale = status !== 'ok' || failures > 1;
  return (
    <>
      {status !== 'ok' && (
        <Notice
          severity={status === 'unsupported' ? 'info' : 'warning'}
          title={t(`section.problem.${status}`)}
        >
          {message}
        </Notice>
      )}
      {status === 'ok' && failures > 1 && error && !isShownAbove && (
        <ErrorNotice
          title={t(`section.failedAgain.${name}`)}
          error={error}
          onRetry={refresh}
        />
      )}
      {data !== undefined && (
        <div className={`${classes.data} ${isStale ? classes.stale : ''}`}>
          <Stale when={isStale}>{children(data)}</Stale>
        </div>
      )}
      {observedAt && (
        <Typography variant="body2" className={classes.asOf}>
          {t(isStale ? 'section.lastKnown' : 'section.asOf', {
            time: <Timestamp value={observedAt} everySeconds={1} />,
          })}
        </Typography>
      )}
    </>
  );
}
