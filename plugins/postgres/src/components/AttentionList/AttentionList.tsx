import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { Attention } from '@pgstage/backstage-plugin-postgres-common';
import { MessageText } from '../MessageText/MessageText';
import { Since } from '../Since/Since';
import { StateLabel } from '../StateLabel/StateLabel';
import { TextWithTimes } from '../Timestamp/TextWithTimes';
import { VisuallyHidden } from '../VisuallyHidden/VisuallyHidden';
import { useMessageText } from '../../hooks/useMessageText';
import { useTranslate } from '../../translation';

const useStyles = makeStyles(theme => ({
  root: { margin: theme.spacing(2, 0) },
  list: { listStyle: 'none', margin: 0, padding: 0 },
  row: {
    padding: theme.spacing(1.5, 2),
    marginTop: theme.spacing(1),
    border: `1px solid ${theme.palette.divider}`,
    borderLeftWidth: 4,
    borderRadius: theme.shape.borderRadius,
    backgroundColor: theme.palette.background.paper,
    color: theme.palette.text.primary,
    overflowWrap: 'anywhere',
  },
  warning: { borderLeftColor: theme.palette.warning.main },
  error: { borderLeftColor: theme.palette.error.main },
  evidence: { whiteSpace: 'pre-wrap', margin: theme.spacing(1, 0, 0) },
}));

/** The attention items, the most severe first; empty without items. */
export const AttentionList = ({ items }: { items: Attention[] }) => {
  const classes = useStyles();
  const t = useTranslate();
  const textOf = useMessageText();
  return (
    <>
      {/** Announced once per item: the visible list contains times that change. */}
      <VisuallyHidden role="alert">
        {items.length > 0 && (
          <TextWithTimes
            text={t('page.attention.announcement', {
              causes: items.map(item => textOf(item.what)).join(' '),
            })}
          />
        )}
      </VisuallyHidden>
      {items.length > 0 && (
        <section
          className={classes.root}
          aria-label={t('page.attention.title')}
        >
          <ul className={classes.list}>
            {items.map(
              ({
                id,
                severity,
                what,
                since,
                sinceAtLeast,
                meaning,
                nextStep,
                evidence,
              }) => (
                <Typography
                  key={id}
                  component="li"
                  variant="body2"
                  className={`${classes.row} ${classes[severity]}`}
                >
                  <strong>
                    <StateLabel
                      state="attention"
                      severe={severity === 'error'}
                      text={<MessageText of={what} />}
                    />
                  </strong>
                  {since && (
                    <div>
                      <Since since={since} sinceAtLeast={sinceAtLeast} />
                    </div>
                  )}
                  <div>
                    <MessageText of={meaning} />
                  </div>
                  <div>
                    {t('page.attention.next', {
                      step: <MessageText of={nextStep} />,
                    })}
                  </div>
                  {evidence && (
                    <details>
                      <summary>{t('page.attention.evidence')}</summary>
                      <pre className={classes.evidence}>
                        {typeof evidence === 'string'
                          ? evidence
                          : textOf(evidence)}
                      </pre>
                    </details>
                  )}
                </Typography>
              ),
            )}
          </ul>
        </section>
      )}
    </>
  );
};
