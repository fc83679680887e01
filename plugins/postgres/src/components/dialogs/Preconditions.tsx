import { makeStyles } from '@material-ui/core/styles';
import { Need } from '@pgstage/backstage-plugin-postgres-common';
import { useMessageText } from '../../hooks/useMessageText';
import { StateLabel } from '../StateLabel/StateLabel';
import { useTranslate } from '../../translation';

const useStyles = makeStyles(theme => ({
  root: { listStyle: 'none', padding: 0, margin: theme.spacing(1, 0) },
}));

/** The preconditions of an operation, and whether they are met. */
export const Preconditions = ({ items }: { items: Need[] }) => {
  const classes = useStyles();
  const t = useTranslate();
  const textOf = useMessageText();
  return (
    <ul className={classes.root} aria-label={t('dialog.needs')}>
      {items
        .map(({ what, met }) => ({ text: textOf(what), met }))
        .map(({ text, met }) => (
          <li key={text}>
            <StateLabel state={met ? 'working' : 'attention'} text={text} />
          </li>
        ))}
    </ul>
  );
};
