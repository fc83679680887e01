/**
 * What every provider on Kubernetes shares: a layer for clusters, and on it the
 * base of a provider.
 *
 * - {@link Clusters.fromConfig} reads which clusters there are; one that does
 *   not answer hurts no other.
 * - {@link Cluster.watch} keeps the kinds that a provider names in memory, each
 *   as the small value that its `transform` makes. `affects` maps every object to
 *   the keys of the databases it is part of; `onChange` gets the keys of a
 *   batch once, and the provider maps each from the stores:
 *
 *   ```ts
 *   const clusters: WatchedKind<SlimCluster> = {
 *     resource: { group: 'postgresql.cnpg.io', version: 'v1', plural: 'clusters', kind: 'Cluster' },
 *     transform: (object, managedBy) => ({ spec: pick(object.spec), managedBy }),
 *     affects: (_, id) => [objectKey(id)],
 *   };
 *   const pods: WatchedKind<SlimPod> = {
 *     resource: coreKinds.pods,
 *     labelSelector: 'cnpg.io/cluster',
 *     transform: object => ({ cluster: object.metadata.labels!['cnpg.io/cluster'] }),
 *     indexes: (pod, { namespace }) => ({ cluster: [`${namespace}/${pod.cluster}`] }),
 *     affects: (pod, { namespace }) => [`${namespace}/${pod.cluster}`],
 *   };
 *   const watch = cluster.watch([clusters, pods], ({ keys }) => {
 *     for (const key of keys) map(key, watch.store(pods).by('cluster', key));
 *   });
 *   ```
 *
 *   A kind whose CRD is not installed is `notServed` until it is. A kind that
 *   is forbidden, unreachable or late keeps its objects and says so in
 *   {@link ClusterWatch.status}, for sections that fail alone.
 * - {@link Cluster.client} writes by server-side apply as `pgstage`, never over
 *   another manager's fields and never to what Argo CD, Flux or Helm manage
 *   ({@link managedBy}), and turns what a cluster answers into errors that name
 *   field, manager or right.
 * - {@link JobRunner} runs a program inside a cluster, for what takes more than
 *   the API server can do: each once, whatever dies in between.
 * - {@link KubernetesCredentialStore} keeps what applications need to log in as
 *   a Secret and a ConfigMap in their namespaces.
 *
 * On these stands the base of a provider, folder by folder:
 *
 * | folder     | holds                                                                                      |
 * | ---------- | ------------------------------------------------------------------------------------------ |
 * | `backups`  | what can be restored: backups, WAL and its archive, and what is wrong with them               |
 * | `config`   | what a platform team configures: quantities, sizes, backup targets, schedules              |
 * | `model`    | a database in memory: record, place, {@link Snapshot} of its object with pods and parts     |
 * | `options`  | fields that a provider's options are put together from, and how far each reaches            |
 * | `describe` | the places of a cluster, for forms                                                         |
 * | `observe`  | from a snapshot to what the directory holds: since when, deadlines, causes, parts, steps    |
 * | `write`    | from manifests to objects: create, change, bind, remove, reconcile, follow up, clear away   |
 * | `operate`  | what is done to a database later: passwords, recovery points                               |
 * | `initSql`  | SQL that runs once in a new database, by a Job                                             |
 * | `metrics`  | what the exporter in a pod counts                                                          |
 * | `recipes`  | how to connect, from an application, a laptop or a pod                                     |
 * | `provider` | {@link KubernetesProvider}, which puts them together                                       |
 * | `operator` | {@link createOperatorProvider}: a provider made of rules, for an operator that makes a database of one object |
 *
 * A provider tells its kinds and labels ({@link DatabaseModel}, {@link PartLabels}),
 * maps a snapshot to a database ({@link DatabaseMapper}), makes manifests of a
 * request, and says what is to be done for them ({@link PartRules},
 * {@link ReconcileRules}, {@link FollowUpRules}). The base knows no operator.
 *
 * @packageDocumentation
 */
export * from './backups';
export { kubernetesEvidence, shownBy } from './claims';
export * from './cluster';
export * from './config';
export * from './credentials';
export * from './describe';
export * from './initSql';
export * from './jobs';
export * from './metrics';
export * from './model';
export * from './observe';
export * from './operate';
export * from './operator';
export * from './options';
export * from './provider';
export * from './recipes';
export * from './write';
