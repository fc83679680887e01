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

/** Placeholder lines. They are not animated, to avoid distraction. */
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
  /** What is loading: "Loading backups". */
  label: string;
  lines?: number;
}

/** Placeholder for loading content, with a text if it takes long. */
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
