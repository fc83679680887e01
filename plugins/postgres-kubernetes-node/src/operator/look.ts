import type {
  Backup,
  Claim,
  Database,
  Step,
} from '@pgstage/backstage-plugin-postgres-common';
import {
  Memory,
  no,
  unknown,
} from '@pgstage/backstage-plugin-postgres-node/provider';
import { initSqlRequested } from '../initSql/initSqlCauses';
import { recordVersionOf } from '../model/record';
import { isKnown } from '../model/Snapshot';
import type { Cause } from '../observe/cause';
import type { Look } from '../observe/ClusterObserver';
import { withRequested, type Requested } from '../observe/requested';
import { toAttention, volumeBytes } from '../observe/shown';
import {
  copySteps,
  requestedSteps,
  serverSteps,
  toSteps,
} from '../observe/steps';
import { causesOf } from './causes';
import { yes } from './claims';
import { askedInitSql } from './initSql';
import { operationsOf } from './operationsOf';
import { seenBy, type OperatorSnapshot, type Seen } from './OperatorReport';
import type { OperatorRules } from './OperatorRules';
import { backupsOf, endpointsOf } from './sections';
import { blindTo, stateOf } from './stateOf';

/** What is remembered between two looks. @public */
export interface OperatorPast {
  memory?: Memory;
  /** All that was asked for was there: a restart does not undo steps. */
  complete: boolean;
}

/** Of a database that was never looked at. */
export const NO_PAST: OperatorPast = { complete: false };

/** The rules that a look needs. */
type LookRules<Found extends OperatorSnapshot> = Pick<
  OperatorRules<Found>,
  'id' | 'loginVersionOf' | 'reportOf' | 'backups' | 'operations'
>;

/** What the directory holds of a database. Asks nobody, and changes nothing that it is given. */
export function look<Found extends OperatorSnapshot>(
  rules: LookRules<Found>,
  found: Found,
  now: Date,
  past: OperatorPast,
): Look<OperatorPast> {
  const { cluster, ref, location, place } = found;
  const { record } = cluster;
  const seen = seenBy(found, rules.reportOf(found));
  const { report, facts } = seen;
  const memory = new Memory(past.memory);
  const causes = causesOf({ ...seen, memory, now });
  const { state, reason } = stateOf(seen, causes);
  const backups = backupsOf(found, rules.backups);
  const good = backups.find(({ status }) => status === 'finished');
  const requested = requestedOf(seen);
  const login =
    rules.loginVersionOf(cluster) === undefined
      ? no('engine', now)
      : acceptsLogin(seen, now);
  const steps = stepsOf(seen, causes, {
    login: login.value ?? undefined,
    requested,
    backups,
    past,
  });
  const database: Database = {
    ref,
    provider: rules.id,
    location,
    name: place.name,
    database: report.database,
    user: record.binding && report.user,
    status: { state, reason, ...memory.told('state', state, now) },
    usable: withRequested(login, requested, now),
    safe: isSafe(found, good, now),
    serverVersion: report.serverVersion,
    binding: record.binding,
    endpoints: endpointsOf(seen),
    credentials: record.credentials,
    spec: record.spec,
    recordVersion: recordVersionOf(cluster.uid, record),
    operations: operationsOf(seen, rules.operations, backups),
    ...steps,
    attention: causes.map(toAttention),
    summary: {
      members: {
        total: Math.max(facts.wanted, facts.instances.length),
        working: facts.ready,
      },
      storageBytes: volumeBytes(found.volumeClaims, record.spec.storage),
      lastGoodBackupAt: good?.finishedAt,
    },
    created: record.created && { at: cluster.createdAt, ...record.created },
    observedAt: now.toISOString(),
  };
  const complete =
    past.complete ||
    (steps.steps.length > 0 &&
      steps.steps.every(
        ({ id, state: is }) => is === 'done' || id === 'backup',
      ));
  return {
    database,
    past: { memory, complete },
    recheckAt: memory.recheckAt,
  };
}

/** As far as Kubernetes tells: Secrets themselves are not read. */
function acceptsLogin<Found extends OperatorSnapshot>(
  { found, facts }: Seen<Found>,
  now: Date,
): Claim {
  const blind = blindTo(found);
  if (blind) return unknown(`Backstage cannot see ${blind}`);
  return facts.primary?.ready && facts.writable
    ? yes('usable', 'readiness', now)
    : no('readiness', now);
}

function isSafe(
  found: OperatorSnapshot,
  good: Backup | undefined,
  now: Date,
): Claim {
  if (!isKnown(found, 'backups'))
    return unknown('Backstage cannot read the backups of the operator');
  return good
    ? yes('safe', 'backup', good.finishedAt ?? now)
    : no('engine', now);
}

function requestedOf<Found extends OperatorSnapshot>({
  found: { cluster },
  report,
}: Seen<Found>): Requested[] {
  const { extensions = [] } = cluster.record.spec;
  const made = extensions.every(name => report.extensions.includes(name));
  const title = `Extensions ${extensions.join(', ')}`;
  return [
    ...(extensions.length
      ? [{ id: 'extensions' as const, title, made, refused: false }]
      : []),
    ...initSqlRequested(askedInitSql(cluster)),
  ];
}

/** The way to a finished database, from what exists. None for one that was not made here. */
function stepsOf<Found extends OperatorSnapshot>(
  { found, facts, report: { restored } }: Seen<Found>,
  causes: Cause[],
  {
    login,
    requested,
    backups,
    past: { complete },
  }: {
    login?: boolean;
    requested: Requested[];
    backups: Backup[];
    past: OperatorPast;
  },
): { steps: Step[] } {
  const { record, managedBy } = found.cluster;
  if (!record.created || record.adopted) return { steps: [] };
  const has = (wanted: Backup['status']) =>
    backups.some(({ status }) => status === wanted);
  const up = complete || has('finished');
  const drafts = [
    ...serverSteps({ found, facts, up, restored, login }),
    // What GitOps manages is not written to, so that its record does not tell.
    ...(managedBy
      ? []
      : [
          {
            id: 'credentials',
            title: 'Credentials stored',
            done: record.credentials !== undefined,
          },
        ]),
    ...requestedSteps(requested),
    ...copySteps(facts, complete),
    {
      id: 'backup',
      title: 'First backup finished',
      done: has('finished'),
      waits: !has('running'),
      message: has('running') ? undefined : 'Take one when you like.',
    },
  ];
  return { steps: toSteps(drafts, causes) };
}
