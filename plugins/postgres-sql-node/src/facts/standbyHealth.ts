import type {
  InstanceHealth,
  Verdict,
} from '@pgstage/backstage-plugin-postgres-common';
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
      reason: 'is not a standby: it was promoted and accepts writes',
      problem: 'promoted',
    };
  }
  if (!sender && error) {
    return {
      state: 'attention',
      reason: `not connected: ${error}`,
      problem: 'disconnected',
      ...since,
    };
  }
  if (!sender && facts?.seesStats === false) {
    return {
      state: 'unknown',
      reason: 'runs; its replication state requires the role pg_monitor',
    };
  }
  if (!sender) {
    return facts
      ? {
          state: 'attention',
          reason: 'runs, but does not stream from the primary',
          problem: 'not-streaming',
        }
      : { state: 'unknown', reason: 'not queried yet' };
  }
  if (error) {
    return {
      state: 'unknown',
      reason: `streaming, but does not respond: ${error}`,
      problem: 'unresponsive',
      ...since,
    };
  }
  if (facts?.paused) {
    return {
      state: 'attention',
      reason: 'replay is paused',
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
      reason: 'connected; its replication state requires the role pg_monitor',
    };
  }
  if (state === 'streaming') {
    return lagSeconds > LAG_LIMIT_SECONDS
      ? {
          state: 'attention',
          reason: `streaming, lags by ${Math.floor(lagSeconds / 60)} min`,
          problem: 'lagging',
        }
      : {
          state: 'working',
          reason: 'streaming',
          evidence: instanceEvidence(server.now),
        };
  }
  return {
    state: 'changing',
    reason: state === 'catchup' ? 'catching up' : state ?? 'connecting',
  };
}
