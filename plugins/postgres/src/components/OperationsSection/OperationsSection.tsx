import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { ActionGroup } from '../../model/actionDefinitions';
import { Action, actions as actionsOf } from '../../model/actions';
import { missingRights } from '../../model/missingRights';
import { MissingRightText } from '../MissingRightText/MissingRightText';
import { Notice } from '../Notice/Notice';
import { Operable, useActionDialog } from '../dialogs/useActionDialog';
import { Panel } from '../Panel/Panel';
import { NotOffered } from './NotOffered';
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
  removal: 'Removal',
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
  const { provider, health } = operable;
  const actions = actionsOf({ ...operable, members: health?.members });
  const { dialog, open } = useActionDialog(operable);
  const start = ({ id }: Action, button: HTMLElement) =>
    id === 'backup' ? onBackUp() : open(id, button);
  const groups = (Object.keys(titles) as ActionGroup[])
    .map(group => ({
      group,
      rows: actions.filter(action => action.offered && action.group === group),
    }))
    .filter(({ rows }) => rows.length);
  return (
    <Panel title="Operations">
      {missingRights(actions).map(right => (
        <Notice
          key={right.permissions.join()}
          severity="info"
          title={<MissingRightText right={right} />}
        >
          It takes {right.permissions.join(', ')}.
        </Notice>
      ))}
      {groups.map(({ group, rows }) => (
        <section key={group} aria-label={titles[group]}>
          <Typography variant="h4" className={classes.heading}>
            {titles[group]}
          </Typography>
          <ul className={classes.list}>
            {rows.map(action => (
              <OperationRow
                key={action.id}
                action={action}
                onStart={button => start(action, button)}
              />
            ))}
          </ul>
        </section>
      ))}
      <NotOffered
        by={provider?.title}
        actions={actions.filter(({ offered }) => !offered)}
      />
      {dialog}
    </Panel>
  );
};
