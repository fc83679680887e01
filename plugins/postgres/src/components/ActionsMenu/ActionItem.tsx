import { forwardRef } from 'react';
import ListItemText from '@material-ui/core/ListItemText';
import MenuItem from '@material-ui/core/MenuItem';
import { makeStyles } from '@material-ui/core/styles';
import { Availability } from '../../model/availability';

const useStyles = makeStyles(theme => ({
  root: { minHeight: 44, maxWidth: 420, whiteSpace: 'normal' },
  unavailable: { color: theme.palette.text.secondary, cursor: 'default' },
}));

export interface ActionItemProps {
  title: string;
  can: Availability;
  onClick?(): void;
}

/** One action, and where it is unavailable the reason, as readable as the rest. */
export const ActionItem = forwardRef<HTMLLIElement, ActionItemProps>(
  ({ title, can, onClick, ...focus }, ref) => {
    const classes = useStyles();
    return (
      <MenuItem
        {...focus}
        ref={ref}
        className={`${classes.root} ${
          can.available ? '' : classes.unavailable
        }`}
        aria-disabled={!can.available}
        disableRipple={!can.available}
        onClick={can.available ? onClick : undefined}
      >
        <ListItemText
          primary={title}
          secondary={can.available ? undefined : can.reason}
        />
      </MenuItem>
    );
  },
);
