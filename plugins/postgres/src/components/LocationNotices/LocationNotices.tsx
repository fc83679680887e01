import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { Location } from '@pgstage/backstage-plugin-postgres-common';
import { MessageText } from '../MessageText/MessageText';
import { Disclosure } from '../Disclosure/Disclosure';
import { StateLabel } from '../StateLabel/StateLabel';
import { useTranslate } from '../../translation';

const useStyles = makeStyles(theme => ({
  list: { listStyle: 'none', margin: 0, padding: 0 },
  row: { padding: theme.spacing(0, 0, 1.5) },
}));

/** For administrators, who alone receive them: problems of the location to fix. */
export const LocationNotices = ({ location }: { location?: Location }) => {
  const classes = useStyles();
  const t = useTranslate();
  const { title = '', notices = [] } = location ?? {};
  if (!notices.length) return null;
  return (
    <section aria-label={t('page.notices.title')}>
      <Disclosure
        open={notices.some(({ severity }) => severity === 'error')}
        summary={t('page.notices.summary', {
          count: notices.length,
          location: title,
        })}
      >
        <Typography component="ul" variant="body2" className={classes.list}>
          {notices.map(({ id, severity, what, nextStep }) => (
            <li key={id} className={classes.row}>
              <StateLabel
                state="attention"
                severe={severity === 'error'}
                text={<MessageText of={what} />}
              />
              <div>
                {t('page.attention.next', {
                  step: <MessageText of={nextStep} />,
                })}
              </div>
            </li>
          ))}
        </Typography>
      </Disclosure>
    </section>
  );
};
