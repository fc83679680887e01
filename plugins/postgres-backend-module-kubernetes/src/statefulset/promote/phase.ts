import {
  sinceOf,
  START_LIMIT_MS,
  type PhaseMeaning,
  type RankedAttention,
  type RuleInput,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { message } from '../messages';
import type { StatefulSetSnapshot } from '../model';
import { DEADLINE_SECONDS } from './job';
import { promotionStateOf } from './state';

/** Its pod has two minutes to end. */
const STOP_LIMIT_MS = 3 * 60_000;

/** Returns what the promotion of a standby means; undefined without one. */
export function promotionPhase(
  snapshot: StatefulSetSnapshot,
): PhaseMeaning | undefined {
  const state = promotionStateOf(snapshot);
  if (!state) return undefined;
  const { from, to } = state.promotion;
  switch (state.step) {
    case 'stop':
      return { type: 'changing', label: message('stoppingPrimary', { from }) };
    case 'start':
      return {
        type: 'changing',
        label: message('startingPrimary', { from }),
        limitMs: START_LIMIT_MS,
      };
    case 'replace':
      return {
        type: 'changing',
        label: message('replacingPrimary', { from }),
        limitMs: START_LIMIT_MS,
        keepsPrimary: true,
      };
    case 'failed': {
      const { said, promoted } = state;
      return {
        type: 'attention',
        what: message('promotionFailed', { to, said }),
        meaning: message('promotionFailedMeaning', { from }),
        nextStep:
          promoted === null
            ? message('promoteSame', { to })
            : message('promoteOther', { from, to }),
      };
    }
    default:
      return state.step === 'promote' && state.problem !== undefined
        ? {
            type: 'attention',
            what: message('promotionWaits', { to, said: state.problem }),
            meaning: message('promotionFailedMeaning', { from }),
            nextStep: message('letPromotionRun', { from }),
          }
        : {
            type: 'changing',
            label: message('promoting', { to }),
            limitMs: DEADLINE_SECONDS * 1000,
          };
  }
}

/** Returns attention while it is not proven that the old primary is down. */
export function promotionAttention(
  input: RuleInput<StatefulSetSnapshot>,
): RankedAttention[] {
  const { snapshot, transitionTimes, now } = input;
  const state = promotionStateOf(snapshot);
  if (state?.step !== 'stop') return [];
  const { promotion, pod } = state;
  if (
    !transitionTimes.lasts(
      'stop',
      promotion.id,
      STOP_LIMIT_MS,
      now,
      promotion.at,
    )
  )
    return [];
  const { from } = promotion;
  return [
    {
      id: 'stop-primary',
      impact: 'failing',
      severity: 'error',
      what: message('primaryNotStopped', {
        from,
        pod: pod?.name ?? `${from}-0`,
        node: pod?.node ?? 'unknown',
      }),
      meaning: message('promotionFailedMeaning', { from }),
      nextStep: message('stopNode', { from }),
      ...sinceOf(input, 'stop-primary'),
    },
  ];
}
