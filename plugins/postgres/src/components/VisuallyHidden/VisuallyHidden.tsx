import { ReactNode } from 'react';
import { makeStyles } from '@material-ui/core/styles';

const useStyles = makeStyles({
  root: {
    position: 'absolute',
    width: 1,
    height: 1,
    overflow: 'hidden',
    clip: 'rect(0 0 0 0)',
    whiteSpace: 'nowrap',
  },
});

export interface VisuallyHiddenProps {
  role: 'alert' | 'status';
  children: ReactNode;
}

/** Text only for screen readers. */
export const VisuallyHidden = ({ role, children }: VisuallyHiddenProps) => (
  <div role={role} className={useStyles().root}>
    {children}
  </div>
);
