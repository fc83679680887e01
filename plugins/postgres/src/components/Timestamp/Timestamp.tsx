import { makeStyles } from '@material-ui/core/styles';
import { formatLocal, formatRelative, formatUtc } from '../../format/time';
import { useNow } from '../../hooks/useNow';
import { useTranslate } from '../../translation';

// Wraps between the time and its age, never within one of them.
const useStyles = makeStyles({ whole: { whiteSpace: 'nowrap' } });

export interface TimestampProps {
  value: string;
  /** `relative`: only the age; `moment`: only the time. */
  show?: 'both' | 'relative' | 'moment';
  everySeconds?: number;
}

/** A time in the local time zone with its age; in UTC on hover, to compare it with logs. */
export const Timestamp = ({
  value,
  show = 'both',
  everySeconds = 10,
}: TimestampProps) => {
  const classes = useStyles();
  const t = useTranslate();
  const relative = formatRelative(t, value, useNow(everySeconds));
  const local = formatLocal(value);
  const utc = formatUtc(value);
  return (
    <time dateTime={value} title={local === utc ? utc : `${local}, ${utc}`}>
      {show !== 'relative' && <span className={classes.whole}>{local}</span>}
      {show === 'both' && ' '}
      {show !== 'moment' && (
        <span className={classes.whole}>
          {show === 'both' ? `(${relative})` : relative}
        </span>
      )}
    </time>
  );
};
