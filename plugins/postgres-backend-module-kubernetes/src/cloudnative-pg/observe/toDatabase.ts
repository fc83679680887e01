import type {
  Claim,
  Database,
} from '@pgstage/backstage-plugin-postgres-common';
import {
  fencedNames,
  recordVersionOf,
  shownSpec,
  toAttention,
  volumeBytes,
  withRequested,
  type Cause,
  type Look,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import {
  Memory,
  no,
  unknown,
} from '@pgstage/backstage-plugin-postgres-node/provider';
import { PROVIDER_ID, type FoundDatabase } from '../model';
import { causesOf } from './attention';
import { backupOutcome } from './backups/backupOutcome';
import { recoveryRange } from './backups/recoveryRange';
import { followCourse } from './changes';
import { yes } from './claims';
import { endpointsOf } from './endpoints';
import { doubtHeld, evidenceOf } from './evidence';
import { blindTo } from './facts';
import { isTakenOver } from './failover';
import {
  databaseName,
  loginSecret,
  ownerName,
  serverVersion,
} from './identity';
import { conditionOf, type Moment } from './moment';
import { isPrimaryFull } from './outage';
import { NO_PAST, type Past } from './Past';
import { changesOf, operationsOf } from './operationsOf';
import { requestedOf } from './requested';
import { stateOf } from './stateOf';
import { stepsOf } from './stepsOf';

/** A first look: nothing is remembered, and what may pass by itself is not yet an alarm. */
export function toDatabase(found: FoundDatabase, now: Date): Database {
  return look(found, now, NO_PAST).database;
}

/**
 * Turns what is kept of a database, and what is remembered of it, into what
 * the directory holds. Asks nobody, and changes nothing that it is given.
 */
export function look(
  found: FoundDatabase,
  now: Date,
  before: Past,
): Look<Past> {
  const { cluster, place, ref, location } = found;
  const { record } = cluster;
  const memory = new Memory(before.memory);
  const held = doubtHeld(found, before.doubts, now);
  const { facts, doubts } = evidenceOf(found, held, memory, now);
  const { change, course } = followCourse({
    found,
    facts,
    memory,
    course: before.course,
    now,
  });
  const moment: Moment = { found, facts, memory, course, now };
  const causes = causesOf(moment, change);
  const { state, ...told } = stateOf(moment, change, causes);
  const requested = requestedOf(moment);
  const login = acceptsLogin(moment);
  const usable = withRequested(login, requested, now);
  const outcome = backupOutcome(found);
  const range = recoveryRange(found, now);
  const { steps, complete } = stepsOf(moment, causes, {
    login: login.value ?? undefined,
    requested,
    wasComplete: before.complete,
  });
  const operations = operationsOf(found, facts);
  const database: Database = {
    ref,
    provider: PROVIDER_ID,
    location,
    name: place.name,
    database: databaseName(found),
    user:
      record.binding && loginSecret(found).none === undefined
        ? ownerName(found)
        : undefined,
    status: {
      state,
      ...told,
      ...memory.told('state', state, now, stateSince(moment, state, causes)),
    },
    usable,
    safe: range.safe,
    ...(facts.sleepAsked && { hibernated: true }),
    ...(facts.fenced.length && {
      fenced: fencedNames(facts.instances, facts.fenced),
    }),
    serverVersion: serverVersion(found),
    binding: record.binding,
    endpoints: endpointsOf(found),
    credentials: record.credentials,
    spec: shownSpec(record.spec),
    recordVersion: recordVersionOf(cluster.uid, record),
    operations,
    ...(operations.change.supported && {
      changes: changesOf(found, now, facts),
    }),
    steps,
    attention: causes.map(toAttention),
    summary: {
      members: {
        total: Math.max(facts.wanted, facts.instances.length),
        working: facts.ready,
      },
      storageBytes: volumeBytes(
        found.volumeClaims.filter(({ role }) => role === 'PG_DATA'),
        cluster.spec.storage?.size,
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

/** As far as Kubernetes tells: Secrets themselves are not read. */
function acceptsLogin(moment: Moment): Claim {
  const { found, facts, course, now } = moment;
  const { writable, primary, hasLogin, hibernated, told } = facts;
  if (hibernated || primary?.fenced) return no('request', now);
  if (!hasLogin) return no('engine', now);
  if (course.failover && !isTakenOver(moment)) return no('engine', now);
  const unseen = blindTo(found);
  if (unseen) return unknown(`Backstage does not see ${unseen}`);
  if (isPrimaryFull(moment))
    return unknown('The volume of its primary is full');
  // Endpoints go a moment after their pod.
  if (primary?.starting)
    return unknown(
      'PostgreSQL was stopped, and nothing says yet that it is back',
    );
  if (told && !primary?.ready) return no('readiness', now);
  const accepts = writable === undefined ? primary?.ready : writable > 0;
  return accepts ? yes('usable', 'readiness', now) : no('readiness', now);
}

/** After a start of Backstage the operator's own time is nearer to the truth than ours. */
function stateSince(
  { found, memory, now }: Moment,
  state: string,
  [worst]: Cause[],
): string | undefined {
  if (!memory.isFirst) return undefined;
  if (!found.cluster.status.phase) return found.cluster.createdAt;
  if (state === 'attention' && worst)
    return worst.sinceAtLeast ? undefined : worst.since;
  const ready = conditionOf(found, 'Ready');
  const told = ready?.lastTransitionTime;
  const fits = (ready?.status === 'True') === (state === 'working');
  return told && fits && Date.parse(told) <= now.getTime() ? told : undefined;
}
