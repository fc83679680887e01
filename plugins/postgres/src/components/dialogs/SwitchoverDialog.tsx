import { useState } from 'react';
import { formatBytes } from '../../format/bytes';
import { replayLag } from '../../format/lag';
import { useDependants } from '../../hooks/useDependants';
import { useOperation } from '../../hooks/useOperation';
import { byFitness } from '../../model/members';
import { Notice } from '../Notice/Notice';
import { ConfirmDialog } from './ConfirmDialog';
import { Dependants } from './Dependants';
import { MemberChoice } from './MemberChoice';
import { MembersUnknown } from './MembersUnknown';
import { NowThen } from './NowThen';
import { OpenConnections } from './OpenConnections';
import { DatabaseDialogProps } from './types';

/** A segment of WAL: less than that is caught up within the pause. */
const NOTABLE_LAG_BYTES = 16 * 1024 * 1024;

/** Makes another member the primary, on purpose. */
export const SwitchoverDialog = ({ view, ...rest }: DatabaseDialogProps) => {
  const members = rest.health?.members ?? [];
  const primary = members.find(({ role }) => role === 'primary');
  const standbys = byFitness(members);
  // Chosen once: a choice that follows the lag would jump while it is confirmed.
  const [chosen, setChosen] = useState(standbys[0]?.name);
  const target = standbys.find(({ name }) => name === chosen);
  const operation = useOperation(
    async (api, watch) =>
      watch.change(
        `The switchover of ${view.name} to ${chosen}`,
        await api.switchoverDatabase(view.ref, { member: chosen }),
      ),
    `${view.name} switches over to ${chosen}.`,
  );
  const dependants = useDependants(view);
  const behind = replayLag(target?.lag).bytes;
  return (
    <ConfirmDialog
      title={`Switch ${view.location}/${view.name} over`}
      confirm={target ? `Switch over to ${target.name}` : 'Switch over'}
      operation={operation}
      disabled={target?.state !== 'working'}
      {...rest}
    >
      {members.length ? (
        <MemberChoice
          label="Member that becomes the primary"
          members={standbys}
          chosen={target?.name}
          onChange={setChosen}
        />
      ) : (
        <MembersUnknown />
      )}
      {target && target.state !== 'working' && (
        <Notice severity="warning" title={`${target.name} cannot take over`}>
          It is: {target.reason}.
        </Notice>
      )}
      {behind !== undefined && behind > NOTABLE_LAG_BYTES && (
        <Notice
          severity="warning"
          title={`${target?.name} is ${formatBytes(behind)} behind`}
        >
          It must catch up first, and nobody can write meanwhile.
        </Notice>
      )}
      {target && (
        <NowThen
          rows={[
            ...(primary
              ? ([[primary.name, 'Primary', 'Standby']] as [
                  string,
                  string,
                  string,
                ][])
              : []),
            [target.name, 'Standby', 'Primary'],
          ]}
        />
      )}
      <ul>
        <li>
          Nobody can write for some seconds, while the new primary takes over.
        </li>
        <li>
          Sessions with the old primary end. Applications must connect again;
          the read-write endpoint leads to the new primary by itself.
        </li>
        <li>
          The old primary stops in order first, and hands over its last changes.
        </li>
      </ul>
      <OpenConnections health={rest.health} />
      <Dependants {...dependants} />
    </ConfirmDialog>
  );
};
