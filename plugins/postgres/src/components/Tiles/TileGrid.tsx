import { ReactNode } from 'react';
import { makeStyles } from '@material-ui/core/styles';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 240px), 1fr))',
    gap: theme.spacing(2),
    margin: theme.spacing(2, 0),
    // The second one holds a sentence, the others a few words.
    [theme.breakpoints.up('lg')]: { gridTemplateColumns: '1fr 1.5fr 1fr 1fr' },
  },
}));

/** The place of the four tiles. */
export const TileGrid = ({
  className = '',
  children,
}: {
  className?: string;
  children: ReactNode;
}) => <div className={`${useStyles().root} ${className}`}>{children}</div>;
