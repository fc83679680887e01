import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { parseEntityRef } from '@backstage/catalog-model';
import { DatabaseView } from '@pgstage/backstage-plugin-postgres-common';
import { Panel } from '../Panel/Panel';
import { StateLabel } from '../StateLabel/StateLabel';
import { StepList } from '../StepList/StepList';
import { Timestamp } from '../Timestamp/Timestamp';
import { TileText } from './TileText';

/** The entity ref of a user or group as a link; anything else, such as `plugin:catalog`, as it is. */
const Creator = ({ by }: { by: string }) =>
  isUserOrGroup(by) ? (
    <EntityRefLink entityRef={by} defaultKind="user" />
  ) : (
    <>{by}</>
  );

/** Whether the database is still on its way to what was asked for. */
export const isUnfinished = ({ steps }: DatabaseView) =>
  steps.some(({ state }) => state !== 'done');

/** What is under way, or how the database came to be. */
export const ChangeTile = ({ view }: { view: DatabaseView }) => {
  const { status, steps, created } = view;
  const unfinished = isUnfinished(view);
  return (
    <Panel title="Current change">
      {status.state === 'changing' && !unfinished && (
        <StateLabel state="changing" text={status.reason} />
      )}
      {unfinished && <StepList steps={steps} />}
      {status.state !== 'changing' && !unfinished && (
        <TileText>No change is under way.</TileText>
      )}
      {created && (
        <TileText>
          Created <Timestamp value={created.at} show="relative" /> by{' '}
          <Creator by={created.by} />
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
