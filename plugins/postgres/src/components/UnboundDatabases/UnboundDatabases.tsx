import { useState } from 'react';
import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { DatabaseView } from '@pgstage/backstage-plugin-postgres-common';
import { useFirstDatabases } from '../../hooks/useFirstDatabases';
import { availability } from '../../model/availability';
import { unreachable } from '../../model/staleness';
import { Column, DataTable } from '../DataTable/DataTable';
import { StateLabel } from '../StateLabel/StateLabel';
import { AdoptDialog } from '../dialogs/AdoptDialog';

const useStyles = makeStyles(theme => ({
  root: { margin: theme.spacing(3, 0) },
  summary: {
    color: theme.palette.text.primary,
    cursor: 'pointer',
    padding: theme.spacing(1.5, 0),
  },
}));

function columns(
  onBind: (database: DatabaseView) => void,
): Column<DatabaseView>[] {
  return [
    { label: 'Name', text: 'path', render: ({ name }) => name },
    {
      label: 'Location',
      text: 'path',
      render: ({ location, provider }) => `${location} (${provider})`,
    },
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
}

export interface UnboundDatabasesProps {
  entityRef: string;
  /** One of them belongs to the entity now. */
  onBound(): void;
}

/** For the platform team: databases that nobody has claimed, to bind one to this entity. */
export const UnboundDatabases = ({
  entityRef,
  onBound,
}: UnboundDatabasesProps) => {
  const classes = useStyles();
  const { items, total, refresh } = useFirstDatabases('unbound');
  const [chosen, setChosen] = useState<DatabaseView>();
  if (!items.length) return null;
  return (
    <>
      <details className={classes.root}>
        <Typography
          component="summary"
          variant="body2"
          className={classes.summary}
        >
          Bind a database that exists: {total}{' '}
          {total === 1 ? 'belongs' : 'belong'} to no entity
        </Typography>
        <DataTable
          caption={
            total > items.length
              ? `The first ${items.length} databases without an entity`
              : 'Databases without an entity'
          }
          columns={columns(setChosen)}
          rows={items}
          rowKey={({ ref }) => ref}
        />
      </details>
      {chosen && (
        <AdoptDialog
          view={chosen}
          entityRef={entityRef}
          staleness={unreachable(chosen)}
          onDone={() => {
            refresh();
            onBound();
          }}
          onClose={() => setChosen(undefined)}
        />
      )}
    </>
  );
};
