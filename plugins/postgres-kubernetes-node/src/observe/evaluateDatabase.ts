import { isInPlaceRestart } from './PhaseMeaning';
import {
  parseDatabaseRef,
  type Claim,
  type Database,
  type OfferedChanges,
} from '@pgstage/backstage-plugin-postgres-common';
import {
  TransitionTimes,
  no,
  unknown,
} from '@pgstage/backstage-plugin-postgres-node/provider';
import { backupOutcome } from '../backups/backupOutcome';
import { recoveryRange, type RecoveryRange } from '../backups/recoveryRange';
import { yes } from '../claims';
import { message } from '../messages';
import { recordVersionOf } from '../model/record';
import { lastObservedAt, isKnown, type Snapshot } from '../model/Snapshot';
import type { RankedAttention } from './rankedAttention';
import { collectAttention, type AttentionRules } from './collectAttention';
import type { Evaluation } from './ClusterObserver';
import { isTakenOver } from './changes/failover';
import { isPrimaryFull } from './changes/outage';
import { unobservedResource, type DatabaseFacts } from './DatabaseFacts';
import type { EvaluationInput } from './EvaluationInput';
import { markStoppedInstances } from './staleReadiness';
import { trackDatabase } from './trackDatabase';
import type { ObservedDatabase } from './ObservedDatabase';
import type { PreviousState } from './PreviousState';
import { withRequested } from './requested';
import { fencedNames, shownSpec, toAttention, volumeBytes } from './shown';
import { stateOf } from './stateOf';
import { stepsOf } from './stepsOf';
import type { ReportedOperations } from './support';

/** A provider's rules for its databases. @public */
export interface EvaluationRules<TSnapshot extends Snapshot>
  extends AttentionRules<TSnapshot> {
  observe(snapshot: TSnapshot): ObservedDatabase;
  operationsOf(snapshot: TSnapshot, facts: DatabaseFacts): ReportedOperations;
  /** Returns what blocks parts of an offered change, and what they require. */
  changesOf(
    snapshot: TSnapshot,
    range: RecoveryRange,
    facts: DatabaseFacts,
  ): OfferedChanges;
}

/**
 * Evaluates a database from its snapshot and the previous state. Pure: sends no
 * request and modifies no argument.
 *
 * @public
 */
export function evaluateDatabase<TSnapshot extends Snapshot>(
  rules: EvaluationRules<TSnapshot>,
  snapshot: TSnapshot,
  now: Date,
  before: PreviousState,
): Evaluation<PreviousState> {
  const { cluster, key, ref, location } = snapshot;
  const { record } = cluster;
  const observed = rules.observe(snapshot);
  const { backups, login } = observed;
  const transitionTimes = new TransitionTimes(before.transitionTimes);
  const stale = staleReadinessOf(observed, before, now);
  const tracked = trackDatabase(
    snapshot,
    observed,
    { ongoing: before.ongoing, staleReadiness: stale },
    transitionTimes,
    now,
  );
  const { change, staleReadiness } = tracked;
  const range = recoveryRange(backups, now);
  const input = { ...tracked.input, backups, range };
  const { facts, requested, ongoing } = input;
  const attention = collectAttention(input, observed, change, rules);
  const { state, ...status } = stateOf(input, change, attention);
  const accepts = acceptsLogin(input);
  const outcome = backupOutcome(backups);
  const { steps, complete } = stepsOf(input, attention, {
    login: accepts.value ?? undefined,
    keepsLogin: observed.keepsLogin,
    wasComplete: before.complete,
  });
  const operations = rules.operationsOf(snapshot, facts);
  const database: Database = {
    ref,
    provider: parseDatabaseRef(ref).provider,
    location,
    name: key.name,
    database: observed.database,
    user:
      record.binding && login.none === undefined ? observed.owner : undefined,
    status: {
      state,
      ...status,
      ...transitionTimes.sinceOf(
        'state',
        state,
        now,
        stateSince(input, state, attention),
      ),
    },
    usable: withRequested(accepts, requested, now),
    safe: range.safe,
    ...(facts.hibernationRequested && { hibernated: true }),
    ...(facts.fenced.length && {
      fenced: fencedNames(facts.instances, facts.fenced),
    }),
    serverVersion: observed.serverVersion,
    binding: record.binding,
    endpoints: observed.endpoints,
    credentials: record.credentials,
    spec: shownSpec(record.spec),
    recordVersion: recordVersionOf(cluster.uid, record),
    operations,
    ...(operations.change.supported && {
      changes: rules.changesOf(snapshot, range, facts),
    }),
    steps,
    attention: attention.map(toAttention),
    summary: {
      instances: {
        total: Math.max(facts.desired, facts.instances.length),
        working: facts.ready,
      },
      storageBytes: volumeBytes(
        snapshot.volumeClaims.filter(({ role }) => role === observed.dataRole),
        observed.sizes[observed.dataRole ?? ''],
      ),
      recoveryWindow: range.window,
      protectedUntil: range.protectedUntil,
      lastGoodBackupAt: outcome.provenAt,
      lastFailedBackupAt: outcome.lastFailedAt,
    },
    created: record.created && { at: cluster.createdAt, ...record.created },
    observedAt: now.toISOString(),
  };
  return {
    database,
    previousState: { transitionTimes, ongoing, staleReadiness, complete },
    recheckAt: transitionTimes.recheckAt,
  };
}

/** Returns the stale readiness with the instances whose PostgreSQL is stopped or restarted as planned. */
function staleReadinessOf(
  { facts, operator }: ObservedDatabase,
  before: PreviousState,
  now: Date,
) {
  const restarted = isInPlaceRestart(operator.phaseMeaning)
    ? facts.primary
    : undefined;
  return markStoppedInstances(
    facts.instances,
    restarted,
    before.staleReadiness,
    now,
  );
}

/** Whether the login works, as far as Kubernetes reports: Secrets are not read. */
function acceptsLogin(input: EvaluationInput): Claim {
  const { snapshot, facts, operator, ongoing, now } = input;
  const { writable, primary, hasLogin, hibernated, readinessKnown } = facts;
  if (hibernated || primary?.fenced) return no('request', now);
  if (!hasLogin) return no('engine', now);
  if (ongoing.failover && !isTakenOver(input)) return no('engine', now);
  const unobserved = unobservedResource(snapshot, facts, operator.kind);
  if (unobserved) return unknown(unobserved);
  if (isPrimaryFull(input)) return unknown(message('primaryVolumeFull'));
  // Endpoints are removed shortly after their pod.
  if (primary?.starting) return unknown(message('postgresWasStopped'));
  const at = (kind: string) => lastObservedAt(snapshot, kind, now);
  // If pods may not be read, the operator's report counts.
  const [byPods, podsAt] = isKnown(snapshot, 'pods')
    ? (['readiness', at('pods')] as const)
    : (['engine', at('clusters')] as const);
  if (readinessKnown && !primary?.ready) return no(byPods, podsAt);
  if (writable === undefined)
    return primary?.ready ? yes('usable', byPods, podsAt) : no(byPods, podsAt);
  const endpointsAt = at('endpointSlices');
  return writable > 0
    ? yes('usable', 'readiness', endpointsAt)
    : no('readiness', endpointsAt);
}

/** After a start of Backstage, the operator's time is more accurate than that of the first evaluation. */
function stateSince(
  { snapshot, operator, transitionTimes, now }: EvaluationInput,
  state: string,
  [worst]: RankedAttention[],
): string | undefined {
  if (!transitionTimes.isFirst) return undefined;
  const { phase, ready } = operator;
  if (!phase) return snapshot.cluster.createdAt;
  if (state === 'attention' && worst)
    return worst.sinceAtLeast ? undefined : worst.since;
  const since = ready?.since;
  const fits = ready?.is === (state === 'working');
  return since && fits && Date.parse(since) <= now.getTime()
    ? since
    : undefined;
}
