import { ReactNode } from 'react';
import Button from '@material-ui/core/Button';
import Dialog from '@material-ui/core/Dialog';
import DialogActions from '@material-ui/core/DialogActions';
import DialogContent from '@material-ui/core/DialogContent';
import DialogTitle from '@material-ui/core/DialogTitle';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { Operation } from '../../hooks/useOperation';
import { useDangerStyles } from '../../styles/useDangerStyles';
import { DatabaseDialogProps } from './types';
import { MessageText } from '../MessageText/MessageText';
import { Notice } from '../Notice/Notice';
import { OperationError } from '../OperationError/OperationError';
import { useTranslate } from '../../translation';

const useStyles = makeStyles(theme => ({
  paper: {
    [theme.breakpoints.down('xs')]: {
      margin: theme.spacing(1),
      width: `calc(100% - ${theme.spacing(2)}px)`,
      maxHeight: `calc(100% - ${theme.spacing(2)}px)`,
    },
  },
  // Only the content between title and buttons scrolls.
  form: { display: 'flex', flexDirection: 'column', minHeight: 0 },
  // Room for the label of the field below.
  notes: { '&:not(:empty)': { marginBottom: theme.spacing(2) } },
  breaks: { overflowWrap: 'anywhere' },
  buttons: { flexWrap: 'wrap', gap: theme.spacing(1) },
}));

export interface ConfirmDialogProps extends Omit<DatabaseDialogProps, 'view'> {
  title: string;
  /** Label of the button: the action, never "OK". */
  confirm: string;
  operation: Operation;
  /** It destroys data. */
  danger?: boolean;
  /** Whether it cannot be confirmed yet. */
  disabled?: boolean;
  children: ReactNode;
}

/** A confirmation dialog with the effect of an action, and its error if it fails. */
export const ConfirmDialog = (props: ConfirmDialogProps) => {
  const t = useTranslate();
  const { title, confirm, operation, danger } = props;
  const { staleness, notes, onDone, onClose, children } = props;
  const classes = useStyles();
  const dangerClasses = useDangerStyles();
  const disabled = props.disabled || Boolean(staleness);
  const { running, error, run } = operation;
  const titleId = 'pgstage-dialog-title';
  return (
    <Dialog
      open
      onClose={running ? undefined : onClose}
      aria-labelledby={titleId}
      disableRestoreFocus
      fullWidth
      maxWidth="sm"
      classes={{ paper: classes.paper }}
    >
      <form
        className={classes.form}
        onSubmit={async event => {
          event.preventDefault();
          if (disabled || running || !(await run())) return;
          onDone();
          onClose();
        }}
      >
        <DialogTitle id={titleId} className={classes.breaks}>
          {title}
        </DialogTitle>
        <DialogContent className={classes.breaks}>
          <div className={classes.notes}>
            {notes?.map(note => (
              <Notice
                key={note.id}
                severity="info"
                title={<MessageText of={note} />}
              />
            ))}
          </div>
          <Typography component="div" variant="body2">
            {children}
          </Typography>
          {staleness && <Notice severity="warning" title={staleness.reason} />}
          {error && <OperationError title={t('dialog.failed')} error={error} />}
        </DialogContent>
        <DialogActions disableSpacing className={classes.buttons}>
          <Button onClick={onClose} disabled={running}>
            {t('cancel')}
          </Button>
          <Button
            type="submit"
            className={`${classes.breaks} ${
              danger && !disabled ? dangerClasses.contained : ''
            }`}
            color="primary"
            variant="contained"
            disabled={disabled || running}
          >
            {running ? t('dialog.running') : confirm}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
};
