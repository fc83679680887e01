import { makeStyles } from '@material-ui/core/styles';
import { formatRelative, formatUtc } from '../../format/time';
import { useNow } from '../../hooks/useNow';

// Breaks between the moment and its age, never within one of them.
const useStyles = makeStyles({ whole: { whiteSpace: 'nowrap' } });

export interface TimestampProps {
  value: string;
  /** `relative`: only how long ago, with the moment in the tooltip. */
  show?: 'both' | 'relative';
  everySeconds?: number;
}

/** A moment in UTC, how long ago beside it. */
export const Timestamp = ({
  value,
  show = 'both',
  everySeconds = 10,
}: TimestampProps) => {
  const classes = useStyles();
  const relative = formatRelative(value, useNow(everySeconds));
  const absolute = formatUtc(value);
  return (
    <time dateTime={value} title={absolute}>
      {show === 'both' && (
        <>
          <span className={classes.whole}>{absolute}</span>{' '}
        </>
      )}
      <span className={classes.whole}>
        {show === 'both' ? `(${relative})` : relative}
      </span>
    </time>
  );
};
