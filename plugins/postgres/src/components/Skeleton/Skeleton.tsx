import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { useDelay } from '../../hooks/useDelay';
import { useTranslate } from '../../translation';

const useStyles = makeStyles(theme => ({
  line: {
    height: '1em',
    borderRadius: theme.shape.borderRadius,
    backgroundColor: theme.palette.action.hover,
    margin: theme.spacing(1, 0),
  },
}));

/** Lines that stand for text. They do not move, so that nothing distracts. */
export const SkeletonLines = ({ count }: { count: number }) => {
  const classes = useStyles();
  return (
    <div aria-hidden>
      {Array.from({ length: count }, (_, index) => (
        <div
          key={index}
          className={classes.line}
          style={{ width: `${90 - 25 * (index % 3)}%` }}
        />
      ))}
    </div>
  );
};

export interface SkeletonProps {
  /** What is on its way: "Loading backups". */
  label: string;
  lines?: number;
}

/** Keeps the place of what is still on its way, and says so when that takes long. */
export const Skeleton = ({ label, lines = 2 }: SkeletonProps) => {
  const t = useTranslate();
  const late = useDelay(10);
  return (
    <div role="status" aria-label={label}>
      <SkeletonLines count={lines} />
      {late && <Typography variant="body2">{t('loading.late')}</Typography>}
    </div>
  );
};
