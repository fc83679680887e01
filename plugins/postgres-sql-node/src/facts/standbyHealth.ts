import type {
  InstanceHealth,
  Verdict,
} from '@pgstage/backstage-plugin-postgres-common';
import { answeredAt } from './answeredAt';
import { LAG_LIMIT_SECONDS, lagOf, secondsBehind } from './lag';
import type { SenderFacts, ServerFacts } from './serverFacts';
import type { StandbyFacts } from './standbyFacts';
import type { StandbyProbe } from './StandbyProbe';

/** Why a standby needs attention. @public */
export type StandbyProblem =
  | 'promoted'
  | 'disconnected'
  | 'not-streaming'
  | 'silent'
  | 'paused'
  | 'late';

/** State of an instance, as the section `health` tells it, and the problem behind it. @public */
export type InstanceAssessment = Verdict &
  Pick<InstanceHealth, 'since' | 'sinceAtLeast'> & { problem?: StandbyProblem };

/**
 * A configured standby, by what it says of itself and what its primary says.
 *
 * @public
 */
export function standbyHealth(
  { facts, error, silentSince, lastFacts }: StandbyProbe,
  sender: SenderFacts | undefined,
  server: ServerFacts,
): InstanceAssessment {
  const silent = silentSince && {
    since: silentSince.toISOString(),
    // It has not responded to this Backstage before.
    ...(!lastFacts && { sinceAtLeast: true }),
  };
  if (facts && !facts.inRecovery) {
    return {
      state: 'attention',
      reason: 'is no standby: it accepts writes of its own',
      problem: 'promoted',
    };
  }
  if (!sender && error) {
    return {
      state: 'attention',
      reason: `not connected: ${error}`,
      problem: 'disconnected',
      ...silent,
    };
  }
  if (!sender && facts?.seesStats === false) {
    return { state: 'unknown', reason: 'runs; more needs the role pg_monitor' };
  }
  if (!sender) {
    return facts
      ? {
          state: 'attention',
          reason: 'runs, but does not stream from the primary',
          problem: 'not-streaming',
        }
      : { state: 'unknown', reason: 'not asked yet' };
  }
  if (error) {
    return {
      state: 'unknown',
      reason: `streaming, but does not respond: ${error}`,
      problem: 'silent',
      ...silent,
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
 * A standby as its primary sees it.
 *
 * @public
 */
export function senderHealth(
  sender: SenderFacts,
  server: ServerFacts,
  facts?: StandbyFacts,
): InstanceAssessment {
  const state = sender.state ?? facts?.receiver;
  const behind = secondsBehind(lagOf(sender));
  if (!state && !server.seesStats) {
    return {
      state: 'unknown',
      reason: 'connected; more needs the role pg_monitor',
    };
  }
  if (state === 'streaming') {
    return behind > LAG_LIMIT_SECONDS
      ? {
          state: 'attention',
          reason: `streaming, ${Math.floor(behind / 60)} min behind`,
          problem: 'late',
        }
      : {
          state: 'working',
          reason: 'streaming',
          evidence: answeredAt(server.now),
        };
  }
  return {
    state: 'changing',
    reason: state === 'catchup' ? 'catching up' : state ?? 'connecting',
  };
}
