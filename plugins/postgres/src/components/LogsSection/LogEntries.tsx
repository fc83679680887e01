import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { Logs } from '@pgstage/backstage-plugin-postgres-common';
import { Notice } from '../Notice/Notice';
import { Timestamp } from '../Timestamp/Timestamp';
import { useTranslate } from '../../translation';

const useStyles = makeStyles(theme => ({
  list: { listStyle: 'none', margin: 0, padding: 0 },
  entry: {
    padding: theme.spacing(1, 0),
    borderTop: `1px solid ${theme.palette.divider}`,
  },
  head: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(0, 2),
    fontSize: '0.8125rem',
    color: theme.palette.text.secondary,
  },
  severe: { fontWeight: 600, color: theme.palette.text.primary },
  text: {
    margin: 0,
    color: theme.palette.text.primary,
    fontFamily: 'ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace',
    fontSize: '0.8125rem',
    lineHeight: 1.5,
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
  },
}));

/** The entries of a log, newest first. */
export const LogEntries = ({ logs }: { logs: Logs }) => {
  const classes = useStyles();
  const t = useTranslate();
  const { instance, entries, older, observedAt } = logs;
  const title = t('logs.title', { instance });
  return (
    <>
      <Typography
        variant="h4"
        style={{ fontSize: '0.875rem', fontWeight: 600 }}
      >
        {title}
      </Typography>
      <Typography variant="body2" color="textSecondary" gutterBottom>
        {t('logs.asOf', { time: <Timestamp value={observedAt} /> })}
      </Typography>
      {!entries.length && (
        <Typography variant="body2" role="status">
          {t('logs.none')}
        </Typography>
      )}
      <ol className={classes.list} aria-label={title} reversed>
        {[...entries].reverse().map(({ at, level, source, text }, index) => (
          // Entries have no id, and the list does not change.
          // eslint-disable-next-line react/no-array-index-key
          <li key={index} className={classes.entry}>
            <div className={classes.head}>
              {at ? <Timestamp value={at} show="moment" /> : t('unknown')}
              {level && (
                <span
                  className={
                    level === 'error' || level === 'fatal'
                      ? classes.severe
                      : undefined
                  }
                >
                  {t(`logs.levelOf.${level}`)}
                </span>
              )}
              {source && <span>{source}</span>}
            </div>
            <pre className={classes.text}>{text}</pre>
          </li>
        ))}
      </ol>
      {older && <Notice severity="info" title={t('logs.older')} />}
    </>
  );
};
