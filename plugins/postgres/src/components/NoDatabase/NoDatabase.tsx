import { LinkButton } from '@backstage/core-components';
import Typography from '@material-ui/core/Typography';
import { useRouteRef } from '@backstage/core-plugin-api';
import { LocationProblem } from '@pgstage/backstage-plugin-postgres-common';
import { templateRouteRef } from '../../routes';
import { Notice } from '../Notice/Notice';
import { Panel } from '../Panel/Panel';
import { Timestamp } from '../Timestamp/Timestamp';

const TEMPLATE = { namespace: 'default', templateName: 'postgresql-database' };

export interface NoDatabaseProps {
  entityRef: string;
  problems: LocationProblem[];
  /** Whether every location was asked. */
  complete: boolean;
}

/** What to do about an entity without a database; not said before it is certain. */
export const NoDatabase = ({
  entityRef,
  problems,
  complete,
}: NoDatabaseProps) => {
  const template = useRouteRef(templateRouteRef);
  const formData = encodeURIComponent(JSON.stringify({ entityRef }));
  const certain = complete && !problems.length;
  return (
    <>
      {problems.map(({ provider, location, since, message }) => (
        <Notice
          key={`${provider} ${location}`}
          severity="warning"
          title={`${location} (${provider}) does not answer, so a database there may be missing here`}
        >
          Since <Timestamp value={since} />: {message}
        </Notice>
      ))}
      {!complete && (
        <Notice
          severity="info"
          title="Backstage has not asked every location yet"
        >
          A database may still appear here.
        </Notice>
      )}
      <Panel
        title={
          certain
            ? 'No PostgreSQL database belongs to this entity'
            : 'No PostgreSQL database of this entity is known yet'
        }
      >
        <Typography variant="body2" paragraph>
          You see only databases that you may see. If one exists already, the
          platform team can bind it to <code>{entityRef}</code>, and it appears
          here. Otherwise create one: it takes a form and a few minutes at most.
        </Typography>
        {template && (
          <LinkButton
            color="primary"
            variant="contained"
            to={`${template(TEMPLATE)}?formData=${formData}`}
          >
            Create a PostgreSQL database
          </LinkButton>
        )}
      </Panel>
    </>
  );
};
