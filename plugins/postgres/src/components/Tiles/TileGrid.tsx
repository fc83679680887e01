import { ReactNode } from 'react';
import { makeStyles } from '@material-ui/core/styles';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 240px), 1fr))',
    gap: theme.spacing(2),
    margin: theme.spacing(2, 0),
  },
  // The second tile contains a sentence, the others a few words.
  four: {
    [theme.breakpoints.up('lg')]: { gridTemplateColumns: '1fr 1.5fr 1fr 1fr' },
  },
  three: {
    [theme.breakpoints.up('lg')]: { gridTemplateColumns: '1fr 1.5fr 1fr' },
  },
}));

export interface TileGridProps {
  className?: string;
  /** Number of columns on a wide screen; `three` leaves a row to the fourth tile. */
  columns?: 'three' | 'four';
  children: ReactNode;
}

/** Layout of the four tiles. */
export const TileGrid = ({
  className = '',
  columns = 'four',
  children,
}: TileGridProps) => {
  const classes = useStyles();
  return (
    <div className={`${classes.root} ${classes[columns]} ${className}`}>
      {children}
    </div>
  );
};
