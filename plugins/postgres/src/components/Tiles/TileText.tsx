import { ReactNode } from 'react';
import Typography from '@material-ui/core/Typography';

/** An additional line of a tile. */
export const TileText = ({ children }: { children: ReactNode }) => (
  <Typography variant="body2" color="textSecondary">
    {children}
  </Typography>
);
