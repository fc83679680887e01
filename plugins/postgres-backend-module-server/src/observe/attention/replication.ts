import type { Message } from '@pgstage/backstage-plugin-postgres-common';
import {
  LAG_LIMIT_SECONDS,
  secondsBehind,
  type StandbyProblem,
} from '@pgstage/backstage-plugin-postgres-sql-node';
import { message } from '../../messages';
import type { ObservedInstance } from '../instances';
import type { Observation } from '../observation';
import type { AttentionDraft } from './attentionDraft';

const GIB = 1024 ** 3;
const gigabytes = (bytes: number) => `${(bytes / GIB).toFixed(1)} GB`;

const STANDBY_SAYS: Record<
  StandbyProblem,
  (standby: { name: string; error: string; minutes: number }) => Message
> = {
  promoted: ({ name }) => message('standbyPromoted', { name }),
  disconnected: ({ name, error }) =>
    message('standbyDisconnected', { name, error }),
  'not-streaming': ({ name }) => message('standbyNotStreaming', { name }),
  silent: ({ name, error }) => message('standbySilent', { name, error }),
  paused: ({ name }) => message('standbyPaused', { name }),
  late: ({ name, minutes }) => message('standbyLate', { name, minutes }),
};

/** Standbys that are away or late, and slots that fill the disk. */
export function replicationAttention(
  observation: Observation,
): AttentionDraft[] {
  const { instances, config } = observation;
  return [
    ...instances
      .filter(({ name }) => name !== config.id)
      .flatMap(instance => standby(instance, observation)),
    ...idleSlots(observation),
  ];
}

/** That the primary works is said only where it answered as one. */
function meaningOf(problem: StandbyProblem, inRecovery: boolean): Message {
  if (problem === 'promoted') return message('standbyDiverged');
  return inRecovery
    ? message('standbyCannotTakeOver')
    : message('standbyCannotTakeOverPrimaryWorks');
}

function standby(
  { name, problem, lag, since, sinceAtLeast }: ObservedInstance,
  { server, probes }: Observation,
): AttentionDraft[] {
  if (!problem) return [];
  const secondsLate = secondsBehind(lag);
  const behind = secondsLate > LAG_LIMIT_SECONDS;
  const probe = probes.get(name);
  const slotName = (probe?.facts ?? probe?.lastFacts)?.slotName;
  const slot = server.slots.find(
    slotFacts => slotFacts.name === slotName && !slotFacts.active,
  );
  return [
    {
      id: `${behind ? 'standby-lag' : 'standby-down'}:${name}`,
      severity: 'warning',
      what: STANDBY_SAYS[problem]({
        name,
        error: String(probe?.error),
        minutes: Math.floor(secondsLate / 60),
      }),
      since,
      sinceAtLeast,
      meaning: meaningOf(problem, server.inRecovery),
      nextStep: message('checkStandby'),
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
function idleSlots({ server, probes }: Observation): AttentionDraft[] {
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
            what: message('slotLostWal', { slot: name }),
            meaning: message('readerIsLost'),
            nextStep: message('dropSlotOrCopyReader'),
          }
        : {
            id: `slot:${name}`,
            severity: 'warning',
            what: message('slotHoldsWal', {
              slot: name,
              size: gigabytes(retainedBytes),
            }),
            meaning: message('slotFillsDisk'),
            nextStep: message('startReaderOrDropSlot'),
          },
    );
}
