import { useState } from 'react';
import { useOperation } from '../../hooks/useOperation';
import { memberWords } from '../../model/memberWords';
import { Choice } from '../Choice/Choice';
import { Notice } from '../Notice/Notice';
import { ConfirmDialog } from './ConfirmDialog';
import { MembersUnknown } from './MembersUnknown';
import { Tick } from './Tick';
import { DatabaseDialogProps } from './types';

/** Keeps members from running PostgreSQL, or lets them run again. */
export const FenceDialog = ({ view, ...rest }: DatabaseDialogProps) => {
  const fenced = view.fenced ?? [];
  const members = rest.health?.members ?? [];
  const [lift, setLift] = useState(fenced.length > 0);
  const [ticked, setTicked] = useState<string[]>([]);
  const offered = lift
    ? fenced
    : members.map(({ name }) => name).filter(name => !fenced.includes(name));
  const chosen = offered.filter(name => ticked.includes(name));
  const names = chosen.join(', ');
  const operation = useOperation(
    async (api, watch) => {
      const answer = await api.fenceDatabase(view.ref, {
        members: chosen,
        ...(lift && { lift }),
      });
      if (lift) watch.change(`Lifting the fence of ${names}`, answer);
    },
    lift ? `${names} may run again.` : `PostgreSQL stops on ${names}.`,
  );
  const words = (name: string) => {
    const member = members.find(known => known.name === name);
    return member ? memberWords(member) : name;
  };
  const primary = members.find(({ role }) => role === 'primary');
  const verb = lift ? 'Let run again' : 'Fence';
  return (
    <ConfirmDialog
      title={`Fence members of ${view.location}/${view.name}`}
      confirm={`${verb}${names && `: ${names}`}`}
      operation={operation}
      disabled={!chosen.length}
      {...rest}
    >
      {fenced.length > 0 && (
        <Choice
          label="What"
          value={lift ? 'lift' : 'fence'}
          options={[
            { value: 'lift', label: 'Let fenced members run again' },
            { value: 'fence', label: 'Fence more members' },
          ]}
          onChange={value => setLift(value === 'lift')}
        />
      )}
      {!offered.length && !members.length && <MembersUnknown />}
      {offered.map(name => (
        <Tick
          key={name}
          checked={ticked.includes(name)}
          onChange={on =>
            setTicked(before =>
              on ? [...before, name] : before.filter(other => other !== name),
            )
          }
        >
          {words(name)}
        </Tick>
      ))}
      {lift ? (
        <p>PostgreSQL starts on these members, and standbys catch up.</p>
      ) : (
        <>
          <p>
            PostgreSQL stops on these members and stays stopped, for an
            inspection of their files. Their volumes stay.
          </p>
          {primary && chosen.includes(primary.name) && (
            <Notice
              severity="warning"
              title={`${primary.name} is the primary: nobody can write`}
            >
              No standby takes over while it is fenced.
            </Notice>
          )}
        </>
      )}
    </ConfirmDialog>
  );
};
