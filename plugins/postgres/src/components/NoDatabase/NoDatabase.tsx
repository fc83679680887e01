import { LinkButton } from '@backstage/core-components';
import Typography from '@material-ui/core/Typography';
import { useRouteRef } from '@backstage/core-plugin-api';
import { LocationProblem } from '@pgstage/backstage-plugin-postgres-common';
import { useOtherOwners } from '../../hooks/useOtherOwners';
import { templateRouteRef } from '../../routes';
import { Notice } from '../Notice/Notice';
import { Panel } from '../Panel/Panel';
import { Timestamp } from '../Timestamp/Timestamp';

const TEMPLATE = { namespace: 'default', templateName: 'postgresql-database' };

export interface NoDatabaseProps {
  entityRef: string;
  /** Ref of the database that the entity stands for, where it is a Resource of one. */
  standsFor?: string;
  problems: LocationProblem[];
  /** Whether every location was asked. */
  complete: boolean;
}

/** What to do about an entity without a database; not said before it is certain. */
export const NoDatabase = ({
  entityRef,
  standsFor,
  problems,
  complete,
}: NoDatabaseProps) => {
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
          title={`${location} (${provider}) does not answer, so a database there may be missing here`}
        >
          {sinceAtLeast ? 'At least since' : 'Since'}{' '}
          <Timestamp value={since} />: {message}
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
      {standsFor ? (
        <Panel title="You do not see the database that this entity stands for">
          <Typography variant="body2">
            It stands for <code>{standsFor}</code>. That may be gone, or no
            entity shows it to you: the one that used it may be gone from the
            catalog, or registered anew. Ask the owner of this entity or the
            platform team, who can bind the database again.
          </Typography>
        </Panel>
      ) : (
        <Panel
          title={
            certain
              ? 'No PostgreSQL database belongs to this entity'
              : 'No PostgreSQL database of this entity is known yet'
          }
        >
          <Typography variant="body2" paragraph>
            You see only databases that you may see. If one exists already, the
            platform team can bind it to <code>{entityRef}</code>, and it
            appears here. Otherwise create one: it takes a form and a few
            minutes at most.
          </Typography>
          {owners && (
            <Typography variant="body2" paragraph>
              You do not own it: ask {owners.join(', ') || 'the platform team'}.
              A request from somebody who may not create a database here is
              refused.
            </Typography>
          )}
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
      )}
    </>
  );
};
