import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { parseEntityRef } from '@backstage/catalog-model';
import { DatabaseView, Step } from '@pgstage/backstage-plugin-postgres-common';
import { ReasonText } from '../MessageText/ReasonText';
import { Panel } from '../Panel/Panel';
import { StateLabel } from '../StateLabel/StateLabel';
import { StepList } from '../StepList/StepList';
import { Timestamp } from '../Timestamp/Timestamp';
import { TileText } from './TileText';
import { useTranslate } from '../../translation';

/**
 * The entity ref of a user or group as a link; anything else, such as
 * `plugin:catalog`, as text.
 */
const Creator = ({ by }: { by: string }) =>
  isUserOrGroup(by) ? (
    <EntityRefLink entityRef={by} defaultKind="user" />
  ) : (
    <>{by}</>
  );

/** Returns the unfinished steps, or all steps while the database is not usable. */
function stepsToShow({ steps, usable }: DatabaseView): Step[] {
  const open = steps.filter(({ state }) => state !== 'done');
  return open.length && !usable.value ? steps : open;
}

/** Returns whether the change needs more space than the other tiles leave. */
export const needsWidth = (view: DatabaseView) =>
  stepsToShow(view).some(
    ({ state }) => !view.usable.value || state === 'failed',
  );

/** Shows the change in progress, or who created the database. */
export const ChangeTile = ({ view }: { view: DatabaseView }) => {
  const t = useTranslate();
  const { status, created } = view;
  const steps = stepsToShow(view);
  const unfinished = steps.length > 0;
  return (
    <Panel title={t('tiles.change.title')} small>
      {status.state === 'changing' && (view.usable.value || !unfinished) && (
        <StateLabel state="changing" text={<ReasonText of={status.reason} />} />
      )}
      {unfinished && <StepList steps={steps} />}
      {status.state !== 'changing' && !unfinished && (
        <TileText>{t('tiles.change.none')}</TileText>
      )}
      {created && (
        <TileText>
          {t('tiles.change.created', {
            time: <Timestamp value={created.at} show="relative" />,
            creator: <Creator by={created.by} />,
          })}
        </TileText>
      )}
    </Panel>
  );
};

function isUserOrGroup(text: string): boolean {
  try {
    return ['user', 'group'].includes(parseEntityRef(text).kind.toLowerCase());
  } catch {
    return false;
  }
}
