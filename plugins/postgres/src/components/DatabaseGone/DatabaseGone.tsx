import Button from '@material-ui/core/Button';
import { DatabaseView } from '@pgstage/backstage-plugin-postgres-common';
import { Notice } from '../Notice/Notice';
import { useTranslate } from '../../translation';

/** Shows that a database no longer exists. */
export const DatabaseGone = ({
  view,
  onCheck,
}: {
  view: DatabaseView;
  onCheck(): void;
}) => {
  const t = useTranslate();
  const { location, name, safe } = view;
  return (
    <Notice
      severity="info"
      title={t('page.gone.title', { database: `${location}/${name}` })}
    >
      <p>{t('page.gone.text')}</p>
      {safe.value && <p>{t('page.gone.backups', { location })}</p>}
      <Button size="small" variant="outlined" onClick={onCheck}>
        {t('page.gone.check')}
      </Button>
    </Notice>
  );
};
