import {
  DatabaseState,
  DatabaseView,
  Evidence,
  Health,
  InstanceHealth,
} from '@pgstage/backstage-plugin-postgres-common';
import { formatLag, replayLag } from '../format/lag';
import type { TextOf } from '../hooks/useMessageText';
import type { Translate } from '../translation';
import { evidenceOf } from './evidenceText';
import { reasonText } from './reasonText';

/** The instances of a database in three short texts, with the worst of their states. */
export interface HealthSummary {
  state: DatabaseState;
  /** Evidence that the primary works. */
  evidence?: Evidence;
  primary: string;
  standbys?: string;
  lag?: string;
}

const WORST_FIRST: DatabaseState[] = [
  'attention',
  'unknown',
  'changing',
  'working',
];

export function healthSummary(
  t: Translate,
  textOf: TextOf,
  view: DatabaseView,
  health: Health | undefined,
): HealthSummary {
  if (view.hibernated)
    return { state: 'changing', primary: t('tiles.health.stopped') };
  if (!health?.instances.length) return fromSummary(t, view);
  const primary = health.instances.find(
    instance => instance.role === 'primary',
  );
  const standbys = health.instances.filter(
    instance => instance.role === 'standby',
  );
  const states: DatabaseState[] = primary
    ? health.instances.map(instance => instance.state)
    : [...health.instances.map(instance => instance.state), 'unknown'];
  return {
    state: WORST_FIRST.find(state => states.includes(state)) ?? 'unknown',
    evidence: primary && evidenceOf(primary),
    primary: primaryText(t, textOf, primary),
    standbys: standbysText(t, standbys),
    lag: standbys.length
      ? t('lag.max', { lag: formatLag(t, maxLag(standbys)) })
      : undefined,
  };
}

function fromSummary(
  t: Translate,
  { status, summary: { instances, worstLag: lag } }: DatabaseView,
): HealthSummary {
  if (!instances)
    return { state: 'unknown', primary: t('tiles.health.unknown') };
  const { working, total: count } = instances;
  const complete = count > 0 && working === count;
  // A planned absence does not need attention.
  const missing = status.state === 'changing' ? 'changing' : 'attention';
  return {
    state: complete ? 'working' : missing,
    primary: t('tiles.health.working', { working: String(working), count }),
    lag: lag && t('lag.max', { lag: formatLag(t, lag) }),
  };
}

function primaryText(
  t: Translate,
  textOf: TextOf,
  primary: InstanceHealth | undefined,
): string {
  if (!primary) return t('tiles.health.primaryUnknown');
  return primary.state === 'working'
    ? t('tiles.health.primaryUp')
    : t('tiles.health.primary', {
        reason: reasonText(textOf, primary.reason),
      });
}

function standbysText(t: Translate, standbys: InstanceHealth[]): string {
  const count = standbys.length;
  if (!count) return t('tiles.health.noStandby');
  const inState = (wanted: DatabaseState) =>
    standbys.filter(({ state }) => state === wanted).length;
  const working = String(inState('working'));
  const unknown = inState('unknown');
  return unknown
    ? t('tiles.health.standbysUnknown', {
        count,
        working,
        unknown: String(unknown),
      })
    : t('tiles.health.standbys', { count, working });
}

function maxLag(standbys: InstanceHealth[]): {
  seconds?: number;
  bytes?: number;
} {
  const lags = standbys.map(standby => replayLag(standby.lag));
  return {
    seconds: max(lags.map(l => l.seconds)),
    bytes: max(lags.map(l => l.bytes)),
  };
}

function max(values: (number | undefined)[]): number | undefined {
  const known = values.filter((value): value is number => value !== undefined);
  return known.length ? Math.max(...known) : undefined;
}
