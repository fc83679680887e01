import {
  DatabaseState,
  DatabaseView,
  Evidence,
  Health,
  Member,
} from '@pgstage/backstage-plugin-postgres-common';
import { evidenceOf } from './evidenceText';
import { formatLag, replayLag } from '../format/lag';

/** The members of a database in three short sentences, and the worst of their states. */
export interface HealthSummary {
  state: DatabaseState;
  /** What shows that the primary works. */
  evidence?: Evidence;
  primary: string;
  standbys: string;
  lag?: string;
}

const WORST_FIRST: DatabaseState[] = [
  'attention',
  'unknown',
  'changing',
  'working',
];

export function healthSummary(
  view: DatabaseView,
  health: Health | undefined,
): HealthSummary {
  if (view.hibernated)
    return { state: 'changing', primary: 'No member runs', standbys: '' };
  if (!health?.members.length) return fromSummary(view);
  const primary = health.members.find(member => member.role === 'primary');
  const standbys = health.members.filter(member => member.role === 'standby');
  const states: DatabaseState[] = primary
    ? health.members.map(member => member.state)
    : [...health.members.map(member => member.state), 'unknown'];
  return {
    state: WORST_FIRST.find(state => states.includes(state)) ?? 'unknown',
    evidence: primary && evidenceOf(primary),
    primary: primaryWords(primary),
    standbys: standbyWords(standbys),
    lag: standbys.length
      ? `worst lag ${formatLag(worstLag(standbys))}`
      : undefined,
  };
}

function fromSummary({
  status,
  summary: { members, worstLag: lag },
}: DatabaseView): HealthSummary {
  if (!members) {
    return { state: 'unknown', primary: 'Members not known', standbys: '' };
  }
  const complete = members.total > 0 && members.working === members.total;
  // What is missing on purpose is no alarm.
  const missing = status.state === 'changing' ? 'changing' : 'attention';
  return {
    state: complete ? 'working' : missing,
    primary: `${members.working} of ${members.total} members working`,
    standbys: '',
    lag: lag && `worst lag ${formatLag(lag)}`,
  };
}

function primaryWords(primary: Member | undefined): string {
  if (!primary) return 'No primary is known';
  return primary.state === 'working'
    ? 'Primary up'
    : `Primary: ${primary.reason}`;
}

function standbyWords(standbys: Member[]): string {
  if (!standbys.length) return 'no standby';
  const working = standbys.filter(
    standby => standby.state === 'working',
  ).length;
  const unknown = standbys.filter(({ state }) => state === 'unknown').length;
  return `${working} of ${standbys.length} ${
    standbys.length === 1 ? 'standby' : 'standbys'
  } working${unknown ? `, ${unknown} not known` : ''}`;
}

function worstLag(standbys: Member[]): { seconds?: number; bytes?: number } {
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
