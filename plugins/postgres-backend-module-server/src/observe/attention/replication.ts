import type { Member } from '@pgstage/backstage-plugin-postgres-common';
import {
  LAG_LIMIT_SECONDS,
  secondsBehind,
} from '@pgstage/backstage-plugin-postgres-sql-node';
import type { Observation } from '../observation';
import { ADMIN, type Cause } from './cause';

const GIB = 1024 ** 3;
const gigabytes = (bytes: number) => `${(bytes / GIB).toFixed(1)} GB`;

/** Standbys that are away or late, and slots that fill the disk. */
export function replicationCauses(observation: Observation): Cause[] {
  const { members, config } = observation;
  return [
    ...members
      .filter(({ name }) => name !== config.id)
      .flatMap(member => standby(member, observation)),
    ...idleSlots(observation),
  ];
}

function standby(member: Member, { server, probes }: Observation): Cause[] {
  if (member.state === 'working' || member.state === 'changing') return [];
  if (member.state === 'unknown' && !member.since) return [];
  const { name, reason, lag } = member;
  const behind = secondsBehind(lag) > LAG_LIMIT_SECONDS;
  const probe = probes.get(name);
  const slotName = (probe?.facts ?? probe?.lastFacts)?.slotName;
  const slot = server.slots.find(
    slotFacts => slotFacts.name === slotName && !slotFacts.active,
  );
  return [
    {
      id: `${behind ? 'standby-lag' : 'standby-down'}:${name}`,
      severity: 'warning',
      what: `Standby ${name}: ${reason}.`,
      since: member.since,
      sinceAtLeast: member.sinceAtLeast,
      meaning:
        'The primary works. Reads on the standby are old or refused, and it cannot take over.',
      nextStep: `${ADMIN} to look at the standby.`,
      // In steps of 0.1 GB, or every poll would be a change.
      ...(slot?.retainedBytes && {
        evidence: `Slot ${slot.name} holds ${gigabytes(
          slot.retainedBytes,
        )} of WAL back for it (${slot.walStatus}).`,
      }),
    },
  ];
}

/** Slots of nobody. Those of a configured standby are told with the standby: one row a cause. */
function idleSlots({ server, probes }: Observation): Cause[] {
  const own = [...probes.values()].map(
    ({ facts, lastFacts }) => (facts ?? lastFacts)?.slotName,
  );
  return server.slots
    .filter(({ name, active }) => !active && !own.includes(name))
    .filter(
      ({ retainedBytes = 0, walStatus }) =>
        retainedBytes >= GIB || walStatus === 'lost',
    )
    .map(({ name, retainedBytes = 0, walStatus }) =>
      walStatus === 'lost'
        ? {
            id: `slot:${name}`,
            severity: 'warning',
            what: `Replication slot ${name} has lost WAL that its reader needs.`,
            meaning: 'Whoever reads from it must be copied anew.',
            nextStep: `${ADMIN} to drop the slot or copy its reader anew.`,
          }
        : {
            id: `slot:${name}`,
            severity: 'warning',
            what: `Replication slot ${name} is inactive and holds ${gigabytes(
              retainedBytes,
            )} of WAL.`,
            meaning:
              'The disk of the server fills up until the slot is read or dropped.',
            nextStep: `${ADMIN} to start its reader or drop the slot.`,
          },
    );
}
