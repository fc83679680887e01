import Button from '@material-ui/core/Button';
import { DatabaseView } from '@pgstage/backstage-plugin-postgres-common';
import { availability } from '../../model/availability';
import { Column } from '../DataTable/DataTable';
import { AdoptDialog } from '../dialogs/AdoptDialog';
import { FoldedDatabases } from '../FoldedDatabases/FoldedDatabases';
import { StateLabel } from '../StateLabel/StateLabel';

const columns = (
  onBind: (database: DatabaseView) => void,
): Column<DatabaseView>[] => [
  {
    label: 'State',
    render: ({ status }) => (
      <StateLabel state={status.state} text={status.reason} />
    ),
  },
  { label: 'PostgreSQL', render: ({ serverVersion }) => serverVersion },
  {
    label: 'Bind',
    render: database => {
      const can = availability(database, 'bind', undefined);
      return can.available ? (
        <Button
          size="small"
          variant="outlined"
          aria-label={`Bind ${database.location}/${database.name}`}
          onClick={() => onBind(database)}
        >
          Bind…
        </Button>
      ) : (
        can.reason
      );
    },
  },
];

export interface UnboundDatabasesProps {
  entityRef: string;
  /** One of them belongs to the entity now. */
  onBound(): void;
}

/** For the platform team: databases that nobody has claimed, to bind one to this entity. */
export const UnboundDatabases = ({
  entityRef,
  onBound,
}: UnboundDatabasesProps) => (
  <FoldedDatabases
    which="unbound"
    summary={total =>
      `Bind a database that exists: ${total} ${
        total === 1 ? 'belongs' : 'belong'
      } to no entity`
    }
    caption="without an entity"
    columns={columns}
    dialog={props => <AdoptDialog {...props} entityRef={entityRef} />}
    onChanged={onBound}
  />
);
