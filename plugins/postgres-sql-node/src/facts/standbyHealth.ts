import type {
  InstanceHealth,
  Message,
  Verdict,
} from '@pgstage/backstage-plugin-postgres-common';
import { providerMessage } from '@pgstage/backstage-plugin-postgres-node/provider';
import { message } from '../messages';
import { instanceEvidence } from './instanceEvidence';
import { LAG_LIMIT_SECONDS, lagOf, secondsBehind } from './lag';
import type { SenderFacts, ServerFacts } from './serverFacts';
import type { StandbyFacts } from './standbyFacts';
import type { StandbyProbe } from './StandbyProbe';

/** Why a standby needs attention. @public */
export type StandbyProblem =
  | 'promoted'
  | 'disconnected'
  | 'not-streaming'
  | 'unresponsive'
  | 'paused'
  | 'lagging';

/** State of an instance in section `health`, and its problem. @public */
export type InstanceAssessment = Verdict &
  Pick<InstanceHealth, 'since' | 'sinceAtLeast'> & { problem?: StandbyProblem };

/**
 * Assesses a configured standby by its own report and by that of its primary.
 *
 * @public
 */
export function standbyHealth(
  { facts, error, failingSince, lastFacts }: StandbyProbe,
  sender: SenderFacts | undefined,
  server: ServerFacts,
): InstanceAssessment {
  const since = failingSince && {
    since: failingSince.toISOString(),
    // Without an earlier response the start of the failure is unknown.
    ...(!lastFacts && { sinceAtLeast: true }),
  };
  if (facts && !facts.inRecovery) {
    return {
      state: 'attention',
      reason: message('promoted'),
      problem: 'promoted',
    };
  }
  if (!sender && error) {
    return {
      state: 'attention',
      reason: message('notConnected', { error }),
      problem: 'disconnected',
      ...since,
    };
  }
  if (!sender && facts?.seesStats === false) {
    return {
      state: 'unknown',
      reason: message('statsForbidden'),
    };
  }
  if (!sender) {
    return facts
      ? {
          state: 'attention',
          reason: message('notStreaming'),
          problem: 'not-streaming',
        }
      : { state: 'unknown', reason: message('notQueried') };
  }
  if (error) {
    return {
      state: 'unknown',
      reason: message('unresponsive', { error }),
      problem: 'unresponsive',
      ...since,
    };
  }
  if (facts?.paused) {
    return {
      state: 'attention',
      reason: message('replayPaused'),
      problem: 'paused',
    };
  }
  return senderHealth(sender, server, facts);
}

/**
 * Assesses a standby by the report of its primary.
 *
 * @public
 */
export function senderHealth(
  sender: SenderFacts,
  server: ServerFacts,
  facts?: StandbyFacts,
): InstanceAssessment {
  const state = sender.state ?? facts?.receiver;
  const lagSeconds = secondsBehind(lagOf(sender));
  if (!state && !server.seesStats) {
    return {
      state: 'unknown',
      reason: message('senderStatsForbidden'),
    };
  }
  if (state === 'streaming') {
    return lagSeconds > LAG_LIMIT_SECONDS
      ? {
          state: 'attention',
          reason: message('lagging', {
            minutes: Math.floor(lagSeconds / 60),
          }),
          problem: 'lagging',
        }
      : {
          state: 'working',
          reason: message('streaming'),
          evidence: instanceEvidence(server.now),
        };
  }
  return { state: 'changing', reason: progressOf(state) };
}

/** Returns the progress of a standby that does not stream yet. @param state - as in `pg_stat_replication` */
function progressOf(state: string | undefined): Message {
  if (state === undefined) return message('connecting');
  return state === 'catchup'
    ? message('catchingUp')
    : providerMessage('verbatim', { text: state });
}
