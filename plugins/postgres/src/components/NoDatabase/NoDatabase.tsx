import { LinkButton } from '@backstage/core-components';
import Typography from '@material-ui/core/Typography';
import { useRouteRef } from '@backstage/core-plugin-api';
import { LocationProblem } from '@pgstage/backstage-plugin-postgres-common';
import { useOtherOwners } from '../../hooks/useOtherOwners';
import { templateRouteRef } from '../../routes';
import { Notice } from '../Notice/Notice';
import { Panel } from '../Panel/Panel';
import { Since } from '../Since/Since';
import { useTranslate } from '../../translation';

const TEMPLATE = { namespace: 'default', templateName: 'postgresql-database' };

export interface NoDatabaseProps {
  entityRef: string;
  /** Ref of the database that the entity represents, if it is the Resource of a database. */
  databaseRef?: string;
  problems: LocationProblem[];
  /** Whether every location has been read. */
  complete: boolean;
}

/** Next steps for an entity without a database; shown only if that is certain. */
export const NoDatabase = ({
  entityRef,
  databaseRef,
  problems,
  complete,
}: NoDatabaseProps) => {
  const t = useTranslate();
  const template = useRouteRef(templateRouteRef);
  const formData = encodeURIComponent(JSON.stringify({ entityRef }));
  const owners = useOtherOwners();
  const certain = complete && !problems.length;
  return (
    <>
      {problems.map(({ provider, location, since, sinceAtLeast, message }) => (
        <Notice
          key={`${provider} ${location}`}
          severity="warning"
          title={t('page.none.locationSilent', { location, provider })}
        >
          <Since since={since} sinceAtLeast={sinceAtLeast} reason={message} />
        </Notice>
      ))}
      {!complete && (
        <Notice severity="info" title={t('page.none.incompleteTitle')}>
          {t('page.none.incomplete')}
        </Notice>
      )}
      {databaseRef ? (
        <Panel title={t('page.none.hiddenTitle')}>
          <Typography variant="body2">
            {t('page.none.hidden', { ref: <code>{databaseRef}</code> })}
          </Typography>
        </Panel>
      ) : (
        <Panel
          title={certain ? t('page.none.title') : t('page.none.notYetTitle')}
        >
          <Typography variant="body2" paragraph>
            {t('page.none.text', { entity: <code>{entityRef}</code> })}
          </Typography>
          {owners && (
            <Typography variant="body2" paragraph>
              {t('page.none.notOwner', {
                owners: owners.join(', ') || t('page.none.platformTeam'),
              })}
            </Typography>
          )}
          {template && (
            <LinkButton
              color="primary"
              variant="contained"
              to={`${template(TEMPLATE)}?formData=${formData}`}
            >
              {t('page.none.create')}
            </LinkButton>
          )}
        </Panel>
      )}
    </>
  );
};
