import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { Action } from '../../model/actions';
import { withoutDots } from '../../model/missingRights';
import { Disclosure } from '../Disclosure/Disclosure';
import { TextWithTimes } from '../Timestamp/TextWithTimes';
import { useTranslate } from '../../translation';

const useStyles = makeStyles(theme => ({
  list: {
    margin: 0,
    '& dt': { fontWeight: 600 },
    '& dd': { margin: theme.spacing(0, 0, 1) },
  },
}));

/**
 * The operations that a provider does not support for any database, collapsed,
 * so that nobody searches for them.
 */
export const NotOffered = ({
  by,
  actions,
}: {
  /** The provider's title. */
  by: string;
  actions: Action[];
}) => {
  const classes = useStyles();
  const t = useTranslate();
  if (!actions.length) return null;
  return (
    <Disclosure
      summary={t('operation.notOffered', {
        provider: by,
        number: String(actions.length),
      })}
    >
      <Typography component="dl" variant="body2" className={classes.list}>
        {actions.map(({ id, title, can }) => (
          <div key={id}>
            <dt>{withoutDots(title)}</dt>
            {!can.available && (
              <dd>
                <TextWithTimes text={can.reason} />
              </dd>
            )}
          </div>
        ))}
      </Typography>
    </Disclosure>
  );
};
