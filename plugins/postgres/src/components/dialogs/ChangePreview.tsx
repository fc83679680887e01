import { makeStyles } from '@material-ui/core/styles';
import { useTranslate } from '../../translation';

const useStyles = makeStyles(theme => ({
  root: {
    borderCollapse: 'collapse',
    margin: theme.spacing(1, 0),
    overflowWrap: 'anywhere',
    '& th, & td': {
      textAlign: 'left',
      verticalAlign: 'top',
      padding: theme.spacing(0.5, 2, 0.5, 0),
      borderBottom: `1px solid ${theme.palette.divider}`,
    },
    '& th': { fontWeight: 500 },
  },
}));

export interface ChangePreviewProps {
  /** The changed setting, its current value and its new value. */
  rows: [what: string, now: string, then: string][];
}

/** Table of current and new values. */
export const ChangePreview = ({ rows }: ChangePreviewProps) => {
  const classes = useStyles();
  const t = useTranslate();
  return (
    <table className={classes.root} aria-label={t('dialog.whatChanges')}>
      <thead>
        <tr>
          <td />
          <th scope="col">{t('dialog.now')}</th>
          <th scope="col">{t('dialog.then')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(([what, now, then]) => (
          <tr key={what}>
            <th scope="row">{what}</th>
            <td>{now}</td>
            <td>{then}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};
