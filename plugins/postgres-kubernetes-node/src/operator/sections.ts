import {
  UpstreamError,
  type Backup,
  type Backups,
  type Connection,
  type Endpoint,
  type Health,
  type Member,
  type Verdict,
} from '@pgstage/backstage-plugin-postgres-common';
import { isKnown } from '../model/Snapshot';
import { unseen } from '../observe/attention/unseen';
import { byText } from '../observe/perFound';
import { podProblem } from '../observe/podProblem';
import { serviceEndpoints } from '../observe/serviceEndpoints';
import { unless } from '../observe/support';
import { recipesFor } from '../recipes';
import { shownBy } from './claims';
import { partsOf, reads } from './causes';
import type { OperatorSnapshot, Seen } from './OperatorReport';
import type { BackupRules } from './OperatorRules';

/** Where applications find the database, the one to write to first. */
export function endpointsOf<Found extends OperatorSnapshot>({
  found: { cluster, services },
  report,
}: Pick<Seen<Found>, 'found' | 'report'>): Endpoint[] {
  const { readWrite, readOnly } = report.services;
  const to = (name: string) => ({ namespace: cluster.namespace, name });
  return [
    ...serviceEndpoints('read-write', to(readWrite), services),
    ...(readOnly && report.wanted > 1
      ? serviceEndpoints('read-only', to(readOnly), services)
      : []),
  ];
}

/** Section `connection`: without a secret. */
export function connectionOf<Found extends OperatorSnapshot>(
  seen: Seen<Found>,
): Connection {
  const { found, report, facts } = seen;
  const { namespace, name, record } = found.cluster;
  const shown = {
    endpoints: endpointsOf(seen),
    database: report.database,
    user: record.binding && report.user,
    credentials: record.credentials,
  };
  const recipes = recipesFor({
    ...shown,
    cluster: found.place.cluster,
    namespace,
    name,
    secret: { name: report.loginSecret, generated: true },
    authority: report.authority,
    instances: facts.instances,
  });
  return { ...shown, recipes };
}

/** Section `health`. */
export function healthOf<Found extends OperatorSnapshot>(
  seen: Seen<Found>,
  now: Date,
): Health {
  const { found, facts } = seen;
  return {
    members: facts.instances.map(instance => memberOf(seen, instance, now)),
    slots: [],
    parts: partsOf(seen, now),
    forbidden: unseen(found, reads),
  };
}

function memberOf(
  { found, report }: Seen,
  { name, role, ready, pod }: Seen['facts']['instances'][number],
  now: Date,
): Member {
  const problem = pod && podProblem(pod);
  const verdict = (): Verdict => {
    if (!isKnown(found, 'pods'))
      return { state: 'unknown', reason: 'its pod cannot be seen' };
    if (ready) {
      const evidence = shownBy('member', 'readiness', now);
      return { state: 'working', reason: 'UP', evidence };
    }
    const state = report.doing && !problem ? 'changing' : 'attention';
    return { state, reason: `DOWN, ${problem?.what.text ?? 'not ready'}` };
  };
  const replayBytes = report.lagBytes[name];
  return {
    name,
    role,
    ...verdict(),
    since: ready ? pod?.readySince : undefined,
    node: pod?.node,
    zone: pod?.zone,
    ...(role === 'standby' &&
      replayBytes !== undefined && { lag: { replayBytes } }),
  };
}

/** Newest first. */
export function backupsOf<Found extends OperatorSnapshot>(
  { backups }: Found,
  { backupOf }: Pick<BackupRules<Found>, 'backupOf'>,
): Backup[] {
  return backups.map(backupOf).sort((a, b) => byText(b.startedAt, a.startedAt));
}

/** Why nothing can be restored; undefined where something can. */
export function noRestore(
  found: Pick<OperatorSnapshot, 'statuses'>,
  backups: Backup[],
): string | undefined {
  if (backups.some(({ status }) => status === 'finished')) return undefined;
  return isKnown(found, 'backups')
    ? 'No backup has finished yet.'
    : 'Whether it has a backup is not known: Backstage cannot read the backups of the operator.';
}

/** Section `backups`. @throws UpstreamError where they cannot be read. */
export function backupsSection<Found extends OperatorSnapshot>(
  cluster: string,
  found: Found,
  rules: BackupRules<Found>,
): Backups {
  if (!isKnown(found, 'backups')) {
    const { status, message } = found.statuses.backups!;
    throw new UpstreamError(
      `Kubernetes cluster '${cluster}'`,
      message ?? status,
      'Backups are shown again as soon as Backstage can read them.',
    );
  }
  const backups = backupsOf(found, rules);
  return {
    backups,
    archiving: rules.archiving,
    schedules: [],
    methods: [{ ...rules.method, supported: true }],
    restore: unless(noRestore(found, backups)),
  };
}
