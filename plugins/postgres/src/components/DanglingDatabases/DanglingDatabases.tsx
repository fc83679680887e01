import Button from '@material-ui/core/Button';
import { DatabaseView } from '@pgstage/backstage-plugin-postgres-common';
import { availability } from '../../model/availability';
import { danglingWord } from '../../model/dangling';
import { Column } from '../DataTable/DataTable';
import { BindingDialog } from '../dialogs/BindingDialog';
import { FoldedDatabases } from '../FoldedDatabases/FoldedDatabases';
import { ConfirmAll } from './ConfirmAll';

const columns = (
  onChange: (database: DatabaseView) => void,
): Column<DatabaseView>[] => [
  {
    label: 'Owner',
    text: 'path',
    render: ({ binding, unconfirmedBinding }) =>
      (binding ?? unconfirmedBinding)?.owner,
  },
  {
    label: 'Entities without rights',
    render: ({ dangling = [] }) =>
      dangling.map(({ entityRef, state }) => (
        <div key={entityRef}>
          {entityRef}: {danglingWord[state]}
        </div>
      )),
  },
  {
    label: 'Entities',
    render: database => {
      const can = availability(database, 'bind', undefined);
      if (!can.available) return can.reason;
      // What nobody vouches for is confirmed or bound anew, not changed.
      if (!database.binding) return 'Confirm it, or bind it to another entity.';
      return (
        <Button
          size="small"
          variant="outlined"
          aria-label={`Change entities of ${database.location}/${database.name}`}
          onClick={() => onChange(database)}
        >
          Change…
        </Button>
      );
    },
  },
];

/** For owners and the platform team: databases whose entity is gone, another, or never confirmed. */
export const DanglingDatabases = ({ onChanged }: { onChanged(): void }) => (
  <FoldedDatabases
    which="dangling"
    summary={total =>
      `Confirm the entities of databases: ${total} ${
        total === 1 ? 'names' : 'name'
      } one that is gone or may be another`
    }
    caption="with such an entity"
    columns={columns}
    dialog={props => <BindingDialog {...props} />}
    onChanged={onChanged}
  >
    {(databases, onDone) => (
      <ConfirmAll databases={databases} onDone={onDone} />
    )}
  </FoldedDatabases>
);
