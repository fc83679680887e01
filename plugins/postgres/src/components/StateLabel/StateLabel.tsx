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
  /** `pending`: not started yet. */
  state: DatabaseState | 'pending';
  /** Replaces the name of the state. */
  text?: ReactNode;
  /** An error rather than a warning; only `attention` can be one. */
  severe?: boolean;
  /** The last known state, which may have changed since. */
  lastKnown?: boolean;
  /** Evidence that it works, shown on hover. */
  evidence?: Evidence;
}

const shade = (theme: Theme, name: 'success' | 'info' | 'warning' | 'error') =>
  theme.palette[name][theme.palette.type === 'dark' ? 'light' : 'dark'];

const useStyles = makeStyles(theme => ({
  root: {
    display: 'inline-flex',
    alignItems: 'center',
    // The baseline of the icon is not that of the text.
    verticalAlign: 'bottom',
    gap: theme.spacing(0.75),
    maxWidth: '100%',
  },
  // An error may contain a word that is longer than a narrow screen is wide.
  text: { minWidth: 0, overflowWrap: 'break-word' },
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

/** A state as icon and text: color alone is not accessible. */
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
      <span className={classes.text}>
        {lastKnown ? t('lastKnown', { state: <>{text}</> }) : text}
      </span>
    </span>
  );
};
