import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { useMessageText } from '../../hooks/useMessageText';
import { groups } from '../../model/actionDefinitions';
import { Action, actions as actionsOf } from '../../model/actions';
import { missingRights } from '../../model/missingRights';
import { MissingRightText } from '../MissingRightText/MissingRightText';
import { Notice } from '../Notice/Notice';
import { Operable, useActionDialog } from '../dialogs/useActionDialog';
import { Panel } from '../Panel/Panel';
import { NotOffered } from './NotOffered';
import { OperationRow } from './OperationRow';
import { useTranslate } from '../../translation';

const useStyles = makeStyles(theme => ({
  heading: {
    fontSize: '0.875rem',
    fontWeight: 600,
    margin: theme.spacing(2, 0, 0),
  },
  list: { listStyle: 'none', margin: 0, padding: 0 },
}));

export interface OperationsSectionProps {
  operable: Operable;
  onBackUp(): void;
}

/** All operations with their effects. */
export const OperationsSection = ({
  operable,
  onBackUp,
}: OperationsSectionProps) => {
  const classes = useStyles();
  const t = useTranslate();
  const textOf = useMessageText();
  const { provider, view } = operable;
  const actions = actionsOf(t, textOf, operable);
  const { dialog, open } = useActionDialog(operable);
  const start = ({ id }: Action, button: HTMLElement) =>
    id === 'backup' ? onBackUp() : open(id, button);
  const sections = groups
    .map(group => ({
      group,
      rows: actions.filter(action => action.offered && action.group === group),
    }))
    .filter(({ rows }) => rows.length);
  return (
    <Panel title={t('page.section.operations')}>
      {missingRights(actions).map(right => (
        <Notice
          key={right.permissions.join()}
          severity="info"
          title={<MissingRightText right={right} />}
        >
          {t('operation.right.permissions', {
            permissions: right.permissions.join(', '),
          })}
        </Notice>
      ))}
      {sections.map(({ group, rows }) => (
        <section key={group} aria-label={t(`operation.group.${group}`)}>
          <Typography variant="h4" className={classes.heading}>
            {t(`operation.group.${group}`)}
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
        by={provider?.title ?? view.provider}
        actions={actions.filter(({ offered }) => !offered)}
      />
      {dialog}
    </Panel>
  );
};
