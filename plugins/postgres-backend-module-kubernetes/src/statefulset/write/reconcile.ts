import {
  bytesOf,
  credentialSourceOf,
  credentialTargetOf,
  ensureCredentials,
  OrphanCleaner,
  type FollowUpRules,
  type Manifest,
  type ReconcileRules,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import type { DatabasePlan } from '../manifests';
import {
  databaseModel,
  nameOf,
  namesOf,
  resources,
  type StatefulSetContext,
  type StatefulSetSnapshot,
} from '../model';
import { observe } from '../observe';
import { parts } from './OwnedPartWriter';
import { recordedPlan, requiredParts } from './plans';

/**
 * Whether a part exists as recorded. Other changes of it are left to who made
 * them. Until the database has run, a part can be that of an earlier database.
 */
async function isComplete(
  { client }: StatefulSetContext,
  { statefulSets, volumeClaims, services }: StatefulSetSnapshot,
  { spec, record }: DatabasePlan,
  { kind, object: { metadata } }: Manifest,
  signal?: AbortSignal,
): Promise<boolean> {
  const { name } = metadata;
  if (!record.credentials) return false;
  switch (kind) {
    case resources.statefulSets:
      return statefulSets.some(
        each => each.name === name && each.size === spec.size,
      );
    case resources.persistentVolumeClaims:
      return volumeClaims.some(
        each =>
          each.name === name &&
          (bytesOf(each.requested) ?? 0) >= (bytesOf(spec.storage) ?? 0),
      );
    case resources.services:
      return services.some(each => each.name === name);
    default:
      return (await client.get(kind, metadata, { signal })) !== undefined;
  }
}

/** Returns the standbys, with their claims, and the Service that a change removed from the record. */
function surplusParts(
  { cluster, statefulSets, volumeClaims, services }: StatefulSetSnapshot,
  required: Manifest[],
): Manifest[] {
  const { namespace, name } = cluster;
  const names = namesOf(nameOf(name));
  const existing: Array<[Manifest['kind'], Array<{ name: string }>]> = [
    [resources.statefulSets, statefulSets],
    [
      resources.persistentVolumeClaims,
      volumeClaims.filter(each => each.name !== names.claim(0)),
    ],
    [resources.services, services.filter(each => each.name !== name)],
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
        object: { metadata: { namespace, name: each.name } },
      })),
  );
}

/** Completes what an interrupted create or change left. The live record decides: it is written before the parts. */
async function ensureParts(
  context: StatefulSetContext,
  snapshot: StatefulSetSnapshot,
  signal?: AbortSignal,
): Promise<void> {
  const { client } = context;
  const { ref, cluster } = snapshot;
  const live = await client.get(resources.services, cluster, { signal });
  if (live?.metadata.uid !== cluster.uid || live.metadata.deletionTimestamp)
    return;
  const plan = recordedPlan(context, live);
  const required = requiredParts(plan);
  for (const part of required) {
    if (!(await isComplete(context, snapshot, plan, part, signal)))
      await parts.ensure(client, ref, part, { signal });
  }
  for (const part of surplusParts(snapshot, required))
    await parts.delete(client, ref, part, { signal });
}

/** Reconciles the parts and the credentials of a database with its record. */
async function reconcile(
  context: StatefulSetContext,
  snapshot: StatefulSetSnapshot,
  signal?: AbortSignal,
): Promise<void> {
  const { cluster } = snapshot;
  const observed = observe(snapshot);
  if (!observed.keepsLogin || cluster.managedBy) return;
  await ensureParts(context, snapshot, signal);
  // Its role exists once the primary has been ready.
  if (!observed.facts.hasLogin) return;
  const source = {
    ...credentialSourceOf(snapshot, observed),
    target: credentialTargetOf(context, cluster),
  };
  const kind = resources.services;
  await ensureCredentials(context, snapshot, kind, source, signal);
}

/** The parts are owned by the Service, and Kubernetes deletes them with it. */
export const orphans = new OrphanCleaner<
  StatefulSetSnapshot,
  StatefulSetContext
>(databaseModel, parts, { kinds: [], last: [] });

export const reconcileRules: ReconcileRules<
  StatefulSetSnapshot,
  StatefulSetContext
> = {
  reconcile,
  loginVersionOf: ({ uid, record }) => record.credentials && uid,
  orphans,
};

export const followUpRules: FollowUpRules<
  StatefulSetSnapshot,
  StatefulSetContext
> = {
  reconcile,
  workOf: ({ credentials }, snapshot) => {
    const { keepsLogin, facts } = observe(snapshot);
    return !credentials && keepsLogin && facts.hasLogin ? ['login'] : [];
  },
  initSqlOf: () => undefined,
  orphans,
};
