import { ReactNode } from 'react';
import {
  DatabaseState,
  Evidence,
} from '@pgstage/backstage-plugin-postgres-common';
import { makeStyles, Theme } from '@material-ui/core/styles';
import CheckCircleIcon from '@material-ui/icons/CheckCircle';
import ErrorIcon from '@material-ui/icons/Error';
import HelpIcon from '@material-ui/icons/HelpOutline';
import PendingIcon from '@material-ui/icons/RadioButtonUnchecked';
import SyncIcon from '@material-ui/icons/Sync';
import WarningIcon from '@material-ui/icons/Warning';
import { evidenceText } from '../../model/evidenceText';
import { useStale } from './Stale';
import { useTranslate } from '../../translation';

export interface StateLabelProps {
  /** `pending`: its turn has not come. */
  state: DatabaseState | 'pending';
  /** Instead of the state's own name. */
  text?: ReactNode;
  /** An error rather than a warning; only `attention` can be one. */
  severe?: boolean;
  /** It held when somebody last looked, which says little about now. */
  lastKnown?: boolean;
  /** What shows that it works; told on hover. */
  evidence?: Evidence;
}

const shade = (theme: Theme, name: 'success' | 'info' | 'warning' | 'error') =>
  theme.palette[name][theme.palette.type === 'dark' ? 'light' : 'dark'];

const useStyles = makeStyles(theme => ({
  root: {
    display: 'inline-flex',
    alignItems: 'center',
    gap: theme.spacing(0.75),
  },
  icon: { fontSize: '1.25em', flexShrink: 0 },
  working: { color: shade(theme, 'success') },
  changing: { color: shade(theme, 'info') },
  attention: { color: shade(theme, 'warning') },
  error: { color: shade(theme, 'error') },
  unknown: { color: theme.palette.text.secondary },
  pending: { color: theme.palette.text.secondary },
}));

const icons = {
  working: CheckCircleIcon,
  changing: SyncIcon,
  attention: WarningIcon,
  error: ErrorIcon,
  unknown: HelpIcon,
  pending: PendingIcon,
};

function lookOf(
  { state, severe, lastKnown }: StateLabelProps,
  stale: boolean,
): keyof typeof icons {
  if (lastKnown || (stale && state === 'working')) return 'unknown';
  return state === 'attention' && severe ? 'error' : state;
}

/** A state as icon and word: colour alone tells nobody anything for sure. */
export const StateLabel = (props: StateLabelProps) => {
  const t = useTranslate();
  const { state, text = t(`state.${state}`), lastKnown, evidence } = props;
  const classes = useStyles();
  const look = lookOf(props, useStale());
  const Icon = icons[look];
  return (
    <span
      className={classes.root}
      title={
        evidence && look === 'working' ? evidenceText(t, evidence) : undefined
      }
    >
      <Icon
        className={`${classes.icon} ${classes[look]}`}
        data-look={look}
        aria-hidden
      />
      <span>{lastKnown ? t('lastKnown', { state: <>{text}</> }) : text}</span>
    </span>
  );
};
