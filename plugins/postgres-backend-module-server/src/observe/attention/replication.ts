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

const STANDBY_TEXTS: Record<
  StandbyProblem,
  (standby: { name: string; error: string; minutes: number }) => Message
> = {
  promoted: ({ name }) => message('standbyPromoted', { name }),
  disconnected: ({ name, error }) =>
    message('standbyDisconnected', { name, error }),
  'not-streaming': ({ name }) => message('standbyNotStreaming', { name }),
  unresponsive: ({ name, error }) =>
    message('standbyUnresponsive', { name, error }),
  paused: ({ name }) => message('standbyPaused', { name }),
  lagging: ({ name, minutes }) => message('standbyLagging', { name, minutes }),
};

/** Problems of standbys, and inactive slots that retain WAL. */
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

/** States that the primary works only if the server is not in recovery. */
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
  const lagSeconds = secondsBehind(lag);
  const isLagging = lagSeconds > LAG_LIMIT_SECONDS;
  const probe = probes.get(name);
  const slotName = (probe?.facts ?? probe?.lastFacts)?.slotName;
  const slot = server.slots.find(
    slotFacts => slotFacts.name === slotName && !slotFacts.active,
  );
  return [
    {
      id: `${isLagging ? 'standby-lag' : 'standby-down'}:${name}`,
      severity: 'warning',
      what: STANDBY_TEXTS[problem]({
        name,
        error: String(probe?.error),
        minutes: Math.floor(lagSeconds / 60),
      }),
      since,
      sinceAtLeast,
      meaning: meaningOf(problem, server.inRecovery),
      nextStep: message('checkStandby'),
      // Rounded to 0.1 GB: otherwise each poll would be a change.
      ...(slot?.retainedBytes && {
        evidence: message('slotOfStandby', {
          slot: slot.name,
          size: gigabytes(slot.retainedBytes),
          status: `${slot.walStatus}`,
        }),
      }),
    },
  ];
}

/** Inactive slots of unknown consumers. A slot of a configured standby is part of the attention for that standby. */
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
            meaning: message('consumerIsLost'),
            nextStep: message('dropSlotOrInitializeConsumer'),
          }
        : {
            id: `slot:${name}`,
            severity: 'warning',
            what: message('slotRetainsWal', {
              slot: name,
              size: gigabytes(retainedBytes),
            }),
            meaning: message('slotFillsDisk'),
            nextStep: message('startConsumerOrDropSlot'),
          },
    );
}
