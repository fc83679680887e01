import { isInPlace } from './PhaseMeaning';
import {
  parseDatabaseRef,
  type Claim,
  type Database,
  type OfferedChanges,
} from '@pgstage/backstage-plugin-postgres-common';
import {
  Memory,
  no,
  unknown,
} from '@pgstage/backstage-plugin-postgres-node/provider';
import { backupOutcome } from '../backups/backupOutcome';
import { recoveryRange, type RecoveryRange } from '../backups/recoveryRange';
import { yes } from '../claims';
import { recordVersionOf } from '../model/record';
import { heardAt, isKnown, type Snapshot } from '../model/Snapshot';
import type { Cause } from './cause';
import { causesOf, type CauseRules } from './causesOf';
import type { Look } from './ClusterObserver';
import { isTakenOver } from './course/failover';
import { isPrimaryFull } from './course/outage';
import { blindTo, type DatabaseFacts } from './DatabaseFacts';
import type { DatabaseMoment } from './DatabaseMoment';
import { doubtHeld } from './doubts';
import { follow } from './follow';
import type { ObservedDatabase } from './ObservedDatabase';
import type { Past } from './Past';
import { withRequested } from './requested';
import { fencedNames, shownSpec, toAttention, volumeBytes } from './shown';
import { stateOf } from './stateOf';
import { stepsOf } from './stepsOf';
import type { ToldOperations } from './support';

/** What a provider knows of its databases. @public */
export interface LookRules<Found extends Snapshot> extends CauseRules<Found> {
  observe(found: Found): ObservedDatabase;
  operationsOf(found: Found, facts: DatabaseFacts): ToldOperations;
  /** What stands against parts of a change that is offered, and what they need. */
  changesOf(
    found: Found,
    range: RecoveryRange,
    facts: DatabaseFacts,
  ): OfferedChanges;
}

/**
 * Turns what is kept of a database, and what is remembered of it, into what
 * the directory holds. Asks nobody, and changes nothing that it is given.
 *
 * @public
 */
export function lookAt<Found extends Snapshot>(
  rules: LookRules<Found>,
  found: Found,
  now: Date,
  before: Past,
): Look<Past> {
  const { cluster, place, ref, location } = found;
  const { record } = cluster;
  const observed = rules.observe(found);
  const { backups, login } = observed;
  const memory = new Memory(before.memory);
  const held = heldDoubts(observed, before, now);
  const followed = follow(
    found,
    observed,
    { course: before.course, doubts: held },
    memory,
    now,
  );
  const { change, doubts } = followed;
  const range = recoveryRange(backups, now);
  const moment = { ...followed.moment, backups, range };
  const { facts, requested, course } = moment;
  const causes = causesOf(moment, observed, change, rules);
  const { state, ...told } = stateOf(moment, change, causes);
  const accepts = acceptsLogin(moment);
  const outcome = backupOutcome(backups);
  const { steps, complete } = stepsOf(moment, causes, {
    login: accepts.value ?? undefined,
    keepsLogin: observed.keepsLogin,
    wasComplete: before.complete,
  });
  const operations = rules.operationsOf(found, facts);
  const database: Database = {
    ref,
    provider: parseDatabaseRef(ref).provider,
    location,
    name: place.name,
    database: observed.database,
    user:
      record.binding && login.none === undefined ? observed.owner : undefined,
    status: {
      state,
      ...told,
      ...memory.told('state', state, now, stateSince(moment, state, causes)),
    },
    usable: withRequested(accepts, requested, now),
    safe: range.safe,
    ...(facts.sleepAsked && { hibernated: true }),
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
      changes: rules.changesOf(found, range, facts),
    }),
    steps,
    attention: causes.map(toAttention),
    summary: {
      members: {
        total: Math.max(facts.wanted, facts.instances.length),
        working: facts.ready,
      },
      storageBytes: volumeBytes(
        found.volumeClaims.filter(({ role }) => role === observed.dataRole),
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
    past: { memory, course, doubts, complete },
    recheckAt: memory.recheckAt,
  };
}

/** With those about instances on which PostgreSQL is stopped or restarted on purpose. */
function heldDoubts(
  { facts, operator }: ObservedDatabase,
  before: Past,
  now: Date,
) {
  const restarted = isInPlace(operator.meant) ? facts.primary : undefined;
  return doubtHeld(facts.instances, restarted, before.doubts, now);
}

/** As far as Kubernetes tells: Secrets themselves are not read. */
function acceptsLogin(moment: DatabaseMoment): Claim {
  const { found, facts, operator, course, now } = moment;
  const { writable, primary, hasLogin, hibernated, told } = facts;
  if (hibernated || primary?.fenced) return no('request', now);
  if (!hasLogin) return no('engine', now);
  if (course.failover && !isTakenOver(moment)) return no('engine', now);
  const unseen = blindTo(found, facts, operator.kind);
  if (unseen) return unknown(`Backstage does not see ${unseen}`);
  if (isPrimaryFull(moment))
    return unknown('The volume of its primary is full');
  // Endpoints go a moment after their pod.
  if (primary?.starting)
    return unknown(
      'PostgreSQL was stopped, and nothing says yet that it is back',
    );
  const at = (kind: string) => heardAt(found, kind, now);
  // Where pods may not be read, readiness is what the operator says of it.
  const [byPods, podsAt] = isKnown(found, 'pods')
    ? (['readiness', at('pods')] as const)
    : (['engine', at('clusters')] as const);
  if (told && !primary?.ready) return no(byPods, podsAt);
  if (writable === undefined)
    return primary?.ready ? yes('usable', byPods, podsAt) : no(byPods, podsAt);
  const endpointsAt = at('endpointSlices');
  return writable > 0
    ? yes('usable', 'readiness', endpointsAt)
    : no('readiness', endpointsAt);
}

/** After a start of Backstage the operator's own time is nearer to the truth than ours. */
function stateSince(
  { found, operator, memory, now }: DatabaseMoment,
  state: string,
  [worst]: Cause[],
): string | undefined {
  if (!memory.isFirst) return undefined;
  const { phase, ready } = operator;
  if (!phase) return found.cluster.createdAt;
  if (state === 'attention' && worst)
    return worst.sinceAtLeast ? undefined : worst.since;
  const since = ready?.since;
  const fits = ready?.is === (state === 'working');
  return since && fits && Date.parse(since) <= now.getTime()
    ? since
    : undefined;
}
