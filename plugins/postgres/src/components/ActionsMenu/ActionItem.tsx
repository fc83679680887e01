import { forwardRef, ReactNode } from 'react';
import ExpandLessIcon from '@material-ui/icons/ExpandLess';
import ExpandMoreIcon from '@material-ui/icons/ExpandMore';
import ListItemText from '@material-ui/core/ListItemText';
import MenuItem from '@material-ui/core/MenuItem';
import { makeStyles } from '@material-ui/core/styles';
import { useDangerStyles } from '../../styles/useDangerStyles';
import { TextWithTimes } from '../Timestamp/TextWithTimes';

const useStyles = makeStyles(theme => ({
  root: { minHeight: 44, maxWidth: 420, whiteSpace: 'normal' },
  unavailable: { color: theme.palette.text.secondary, cursor: 'default' },
}));

export interface ActionItemProps {
  title: ReactNode;
  /** Why it is disabled, unless that is shown elsewhere. */
  reason?: string;
  danger?: boolean;
  /** Set on an item that shows or hides others. */
  'aria-expanded'?: boolean;
  /** Absent if it is disabled. */
  onClick?(): void;
}

/** A menu item. A disabled item is as readable as the others. */
export const ActionItem = forwardRef<HTMLLIElement, ActionItemProps>(
  ({ title, reason, danger, onClick, ...item }, ref) => {
    const expanded = item['aria-expanded'];
    const classes = useStyles();
    const dangerClasses = useDangerStyles();
    const look = danger ? dangerClasses.text : '';
    return (
      <MenuItem
        {...item}
        ref={ref}
        className={`${classes.root} ${onClick ? look : classes.unavailable}`}
        aria-disabled={!onClick}
        disableRipple={!onClick}
        onClick={onClick}
      >
        <ListItemText
          primary={title}
          secondary={reason && <TextWithTimes text={reason} />}
        />
        {expanded === true && <ExpandLessIcon aria-hidden />}
        {expanded === false && <ExpandMoreIcon aria-hidden />}
      </MenuItem>
    );
  },
);
