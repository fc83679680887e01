import { useState } from 'react';
import { useOperation } from '../../hooks/useOperation';
import { byFitness } from '../../model/members';
import { Notice } from '../Notice/Notice';
import { ConfirmDialog } from './ConfirmDialog';
import { MemberChoice } from './MemberChoice';
import { MembersUnknown } from './MembersUnknown';
import { TypedName } from './TypedName';
import { DatabaseDialogProps } from './types';

/** Destroys one standby with its volume; a new one is made in its place. */
export const RemoveMemberDialog = ({ view, ...rest }: DatabaseDialogProps) => {
  const members = rest.health?.members ?? [];
  // The least fit first: that is the one to be rid of.
  const standbys = byFitness(members).reverse();
  const [chosen, setChosen] = useState<string>();
  const [typed, setTyped] = useState('');
  const fullName = `${view.location}/${view.name}`;
  const member = standbys.find(({ name }) => name === chosen);
  const last = standbys.length === 1;
  const operation = useOperation(
    async (api, watch) =>
      watch.change(
        `The replacement of ${chosen}`,
        await api.removeMember(view.ref, { member: chosen! }),
      ),
    `${chosen} is being destroyed and replaced.`,
  );
  return (
    <ConfirmDialog
      title={`Destroy a member of ${fullName}`}
      confirm={member ? `Destroy ${member.name}` : 'Destroy'}
      operation={operation}
      danger
      disabled={!member || (last && typed !== fullName)}
      {...rest}
    >
      {members.length ? (
        <MemberChoice
          label="Standby to destroy"
          members={standbys}
          chosen={member?.name}
          onChange={setChosen}
        />
      ) : (
        <MembersUnknown />
      )}
      <ul>
        <li>
          Its volume goes with it, and with the volume its copy of the data.
        </li>
        <li>Reads on it end. Writes go on.</li>
        <li>
          A new standby copies the data from the primary. To have fewer members,
          change their number instead.
        </li>
      </ul>
      {last && (
        <>
          <Notice severity="warning" title="It is the only standby">
            Until the new one has copied the data, nothing takes over if the
            primary fails.
          </Notice>
          <TypedName name={fullName} typed={typed} onChange={setTyped} />
        </>
      )}
    </ConfirmDialog>
  );
};
