import { isDeepStrictEqual } from 'node:util';
import { InvalidFieldsError } from '@pgstage/backstage-plugin-postgres-common';
import {
  bytesOf,
  credentialSourceOf,
  credentialTargetOf,
  ensureCredentials,
  type ClusterClient,
  type FollowUpRules,
  type KubernetesObject,
  type Manifest,
  type ReconcileRules,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import {
  continueBackup,
  continueRestore,
  hasNewReport,
  hasOpenBackup,
  hasOpenRestore,
  recordCatalogue,
} from '../backups';
import {
  settingsOf,
  startedMark,
  withoutSettings,
  type DatabasePlan,
} from '../manifests';
import {
  labels,
  MISSING_SECRETS,
  nameOf,
  namesOf,
  isOldPrimary,
  primaryOf,
  resources,
  type StatefulSetContext,
  type StatefulSetSnapshot,
} from '../model';
import { nextRestart, observe } from '../observe';
import { continuePromotion } from '../promote/continuePromotion';
import { promotionStateOf, promotionWork } from '../promote/state';
import { continueRotation } from '../operate/rotatePassword';
import { isPrimaryClaim, lostParts } from './lostParts';
import { missingParts, parts } from './OwnedPartWriter';
import { liveSchedule } from './liveSchedule';
import { ownerOf } from './ownerOf';
import { recordedPlan, requiredParts } from './plans';
import { completeRemoval, orphans } from './remove';
import { reportLeftData } from './reportLeftData';
import { continueRestart } from './restart';
import { specIssues } from './resolveSpec';

/** Whether a part exists as recorded. Other changes of it are left to who made them. */
async function isComplete(
  { client }: StatefulSetContext,
  { cluster, statefulSets, volumeClaims, services }: StatefulSetSnapshot,
  { name: database, spec, promotion }: DatabasePlan,
  { kind, object }: Manifest,
  signal?: AbortSignal,
): Promise<boolean> {
  const { metadata } = object;
  const { name } = metadata;
  switch (kind) {
    case resources.statefulSets:
      return statefulSets.some(
        each =>
          each.name === name &&
          (each.size === spec.size || isOldPrimary(promotion, each)),
      );
    case resources.persistentVolumeClaims:
      if (
        metadata.labels?.[labels.instance] === cluster.primary &&
        !cluster.dataClaim
      )
        return false;
      return volumeClaims.some(
        each =>
          each.name === name &&
          (bytesOf(each.requested) ?? 0) >= (bytesOf(spec.storage) ?? 0),
      );
    // What an interrupted change left is completed.
    case resources.cronJobs:
      return false;
    case resources.services:
      return services.some(each => each.name === name);
    case resources.configMaps: {
      const live = await client.get(kind, metadata, { signal });
      return (
        live !== undefined &&
        ownerOf(live) === cluster.uid &&
        (name !== namesOf(database).config ||
          isDeepStrictEqual(settingsOf(live), settingsOf(object)))
      );
    }
    default: {
      const live = await client.get(kind, metadata, { signal });
      return live !== undefined && ownerOf(live) === cluster.uid;
    }
  }
}

/** Returns the standbys, with their claims, the Services, the schedule of backups and the exporter that a change removed from the record. The primary is none of them, whichever it is. */
function surplusParts(
  snapshot: StatefulSetSnapshot,
  required: Manifest[],
  primary: string | undefined,
): Manifest[] {
  const { cluster, statefulSets, volumeClaims, services, cronJobs, exporter } =
    snapshot;
  const { namespace, name, uid } = cluster;
  const names = namesOf(nameOf(name));
  const existing: Array<[Manifest['kind'], Array<{ name: string }>]> = [
    [
      resources.statefulSets,
      statefulSets.filter(each => each.name !== primary),
    ],
    [
      resources.persistentVolumeClaims,
      volumeClaims.filter(each => each.instance !== primary),
    ],
    [resources.services, services.filter(each => each.name !== name)],
    [resources.cronJobs, cronJobs],
    [resources.deployments, exporter ? [{ name: names.exporter }] : []],
  ];
  return existing.flatMap(([kind, all]) =>
    all
      .filter(
        each =>
          !required.some(
            part =>
              part.kind === kind && part.object.metadata.name === each.name,
          ),
      )
      .map(each => ({
        kind,
        object: {
          metadata: {
            namespace,
            name: each.name,
            labels: { [labels.owner]: uid },
          },
        },
      })),
  );
}

/**
 * Completes what an interrupted create or change left, and reports what is lost. The live record decides: it is written before the parts.
 *
 * @returns the plan of the database; undefined if it was removed.
 * @throws InvalidFieldsError for a record that no create accepts: it may be by
 * somebody who may create Services, but no workloads.
 */
async function ensureParts(
  context: StatefulSetContext,
  snapshot: StatefulSetSnapshot,
  signal?: AbortSignal,
): Promise<DatabasePlan | undefined> {
  const { client } = context;
  const { ref, cluster } = snapshot;
  const live = await client.get(resources.services, cluster, { signal });
  if (live?.metadata.uid !== cluster.uid || live.metadata.deletionTimestamp)
    return undefined;
  const plan = recordedPlan(context, live);
  const issues = specIssues(plan.config, plan.name, plan.record.spec);
  if (issues.length) throw new InvalidFieldsError(issues);
  const required = requiredParts(plan);
  const lost = await lostParts(client, live, required, signal);
  await reportSecrets(client, live, lost, signal);
  for (const part of required.filter(each => !lost.includes(each))) {
    const complete = await isComplete(context, snapshot, plan, part, signal);
    // Until the database has run, it can be that of an earlier database.
    if (complete && plan.record.credentials) continue;
    const writer = complete ? missingParts : parts;
    const before =
      part.kind === resources.cronJobs
        ? await liveSchedule(client, part, signal)
        : withoutSettings(part);
    await writer.ensure(client, ref, part, { signal }, before);
  }
  // The standbys may have the only copies of the data.
  if (lost.some(part => isPrimaryClaim(live, part))) return plan;
  for (const part of surplusParts(snapshot, required, primaryOf(live)))
    await parts.delete(client, ref, part, { signal });
  return plan;
}

/** Reports lost Secrets in an annotation of the Service: only Secrets that are known by name can be read. */
async function reportSecrets(
  client: ClusterClient,
  { metadata: { namespace, name, uid, annotations } }: KubernetesObject,
  lost: Manifest[],
  signal?: AbortSignal,
): Promise<void> {
  const names = lost
    .filter(({ kind }) => kind === resources.secrets)
    .map(({ object }) => object.metadata.name)
    .join();
  if (names === (annotations?.[MISSING_SECRETS] ?? '')) return;
  await client.patch(
    resources.services,
    { namespace, name },
    { metadata: { uid, annotations: { [MISSING_SECRETS]: names || null } } },
    { signal },
  );
}

/** Reconciles the parts and the credentials of a database with its record. */
async function reconcile(
  context: StatefulSetContext,
  snapshot: StatefulSetSnapshot,
  signal?: AbortSignal,
): Promise<void> {
  const { cluster } = snapshot;
  if (cluster.isRemoved && !cluster.managedBy) {
    await completeRemoval(context, snapshot, signal);
    return;
  }
  const observed = observe(snapshot);
  if (!observed.keepsLogin || cluster.managedBy) return;
  if (!context.config.namespaces.includes(cluster.namespace)) return;
  await recordCatalogue(context.client, snapshot, signal);
  const plan = await ensureParts(context, snapshot, signal);
  if (plan) await continueBackup(context, snapshot, plan, signal);
  if (promotionStateOf(snapshot)) {
    if (plan) await continuePromotion(context, plan, signal);
    return;
  }
  const isReady = observed.facts.primary?.ready === true;
  if (plan && isReady) await continueRestore(context, snapshot, plan, signal);
  // Its role exists once the primary has been ready.
  if (!plan || !observed.facts.hasLogin) return;
  const { client } = context;
  await missingParts.ensure(client, plan.ref, startedMark(plan), { signal });
  await continueRestart(context, snapshot, signal);
  await continueRotation(context, plan, signal);
  const source = {
    ...credentialSourceOf(snapshot, observed),
    target: credentialTargetOf(context, cluster),
  };
  const kind = resources.services;
  await ensureCredentials(context, snapshot, kind, source, signal);
}

export const reconcileRules: ReconcileRules<
  StatefulSetSnapshot,
  StatefulSetContext
> = {
  reconcile,
  loginVersionOf: ({ uid, record }) => record.credentials && uid,
  orphans: { sweep: reportLeftData },
};

export const followUpRules: FollowUpRules<
  StatefulSetSnapshot,
  StatefulSetContext
> = {
  reconcile,
  workOf: ({ credentials }, snapshot) => {
    if (snapshot.cluster.isRemoved) return ['removal'];
    const { keepsLogin, facts } = observe(snapshot);
    if (!keepsLogin) return [];
    const promotion = promotionWork(snapshot);
    if (promotion !== undefined) return [promotion];
    const restores = facts.primary?.ready === true && hasOpenRestore(snapshot);
    const restarted = facts.hasLogin ? nextRestart(snapshot)?.name : undefined;
    return [
      ...(restores ? ['restore'] : []),
      ...(!credentials && facts.hasLogin ? ['login'] : []),
      ...(restarted ? [`restart ${restarted}`] : []),
      ...(hasNewReport(snapshot) || hasOpenBackup(snapshot) ? ['backups'] : []),
    ];
  },
  initSqlOf: () => undefined,
  orphans,
};
