import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { useActions } from '../../hooks/useActions';
import { ActionGroup } from '../../model/actionDefinitions';
import { Action } from '../../model/actions';
import { Operable, useActionDialog } from '../dialogs/useActionDialog';
import { Panel } from '../Panel/Panel';
import { OperationRow } from './OperationRow';

const useStyles = makeStyles(theme => ({
  heading: {
    fontSize: '0.875rem',
    fontWeight: 600,
    margin: theme.spacing(2, 0, 0),
  },
  list: { listStyle: 'none', margin: 0, padding: 0 },
}));

const titles: Record<ActionGroup, string> = {
  backups: 'Backups',
  members: 'Members',
  size: 'Size and version',
  contents: 'Roles, databases, extensions',
  access: 'Ownership and access',
};

export interface OperationsSectionProps {
  operable: Operable;
  onBackUp(): void;
}

/** Every operation with what it does, before one opens its dialog. */
export const OperationsSection = ({
  operable,
  onBackUp,
}: OperationsSectionProps) => {
  const classes = useStyles();
  const all = useActions(operable);
  const { dialog, open } = useActionDialog(operable);
  const start = ({ id }: Action, button: HTMLElement) =>
    id === 'backup' ? onBackUp() : open(id, button);
  return (
    <Panel title="Operations">
      {(Object.keys(titles) as ActionGroup[]).map(group => {
        const actions = all.filter(action => action.group === group);
        return (
          <section key={group} aria-label={titles[group]}>
            <Typography variant="h4" className={classes.heading}>
              {titles[group]}
            </Typography>
            <ul className={classes.list}>
              {actions.map(action => (
                <OperationRow
                  key={action.id}
                  action={action}
                  onStart={button => start(action, button)}
                />
              ))}
            </ul>
          </section>
        );
      })}
      {dialog}
    </Panel>
  );
};
