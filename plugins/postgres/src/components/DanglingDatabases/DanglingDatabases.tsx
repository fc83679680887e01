import { useState } from 'react';
import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { DatabaseView } from '@pgstage/backstage-plugin-postgres-common';
import { useFirstDatabases } from '../../hooks/useFirstDatabases';
import { availability } from '../../model/availability';
import { danglingWord } from '../../model/dangling';
import { unreachable } from '../../model/staleness';
import { Column, DataTable } from '../DataTable/DataTable';
import { BindingDialog } from '../dialogs/BindingDialog';
import { ConfirmAll } from './ConfirmAll';

const useStyles = makeStyles(theme => ({
  root: { margin: theme.spacing(3, 0) },
  summary: {
    color: theme.palette.text.primary,
    cursor: 'pointer',
    padding: theme.spacing(1.5, 0),
  },
}));

const columns = (
  onChange: (database: DatabaseView) => void,
): Column<DatabaseView>[] => [
  { label: 'Name', text: 'path', render: ({ name }) => name },
  {
    label: 'Location',
    text: 'path',
    render: ({ location, provider }) => `${location} (${provider})`,
  },
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
export const DanglingDatabases = ({ onChanged }: { onChanged(): void }) => {
  const classes = useStyles();
  const { items, total, refresh } = useFirstDatabases('dangling');
  const [chosen, setChosen] = useState<DatabaseView>();
  if (!items.length) return null;
  const onDone = () => {
    refresh();
    onChanged();
  };
  return (
    <>
      <details className={classes.root}>
        <Typography
          component="summary"
          variant="body2"
          className={classes.summary}
        >
          Confirm the entities of databases: {total}{' '}
          {total === 1 ? 'names' : 'name'} one that is gone or may be another
        </Typography>
        <ConfirmAll databases={items} onDone={onDone} />
        <DataTable
          caption={
            total > items.length
              ? `The first ${items.length} databases with such an entity`
              : 'Databases with such an entity'
          }
          columns={columns(setChosen)}
          rows={items}
          rowKey={({ ref }) => ref}
        />
      </details>
      {chosen && (
        <BindingDialog
          view={chosen}
          staleness={unreachable(chosen)}
          onDone={onDone}
          onClose={() => setChosen(undefined)}
        />
      )}
    </>
  );
};
