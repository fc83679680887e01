/**
 * The base of providers for databases on Kubernetes, and the cluster layer below
 * it.
 *
 * The cluster layer:
 *
 * - {@link Clusters.fromConfig} reads which clusters are configured. A cluster
 *   that does not respond does not affect the others.
 * - {@link Cluster.watch} caches the kinds that a provider selects, each object as
 *   the value that `transform` returns. `affects` maps an object to the keys of the
 *   databases that it belongs to. `onChange` gets each key of a batch once, and the
 *   provider evaluates the database from the stores:
 *
 *   ```ts
 *   const clusters: WatchedKind<CachedCluster> = {
 *     resource: { group: 'postgresql.cnpg.io', version: 'v1', plural: 'clusters', kind: 'Cluster' },
 *     transform: (object, managedBy) => ({ spec: pick(object.spec), managedBy }),
 *     affects: (_, id) => [objectKey(id)],
 *   };
 *   const pods: WatchedKind<CachedPod> = {
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
 *   cannot be read keeps its cached objects; {@link ClusterWatch.status} returns
 *   why, so that each section can fail independently.
 * - {@link Cluster.client} writes by server-side apply as field manager `pgstage`.
 *   It does not take over fields of other managers, and does not write to objects
 *   that Argo CD, Flux or Helm manage ({@link managedBy}). Its errors name the
 *   field, the manager or the missing permission.
 * - {@link JobRunner} runs a program inside a cluster, for work that needs more than
 *   the API server: each request once, also after a crash.
 * - {@link KubernetesCredentialStore} stores the login for an application as a
 *   Secret and a ConfigMap in its namespace.
 *
 * The base, by folder:
 *
 * | folder     | contains                                                                        |
 * | ---------- | ------------------------------------------------------------------------------- |
 * | `backups`  | what can be restored: backups, WAL and its archive, and their problems          |
 * | `config`   | the configuration: quantities, sizes, backup targets, schedules                 |
 * | `model`    | cached databases: the record, the key, and the {@link Snapshot} with its pods and parts |
 * | `options`  | schemas of options, and the class of each: who may request it                   |
 * | `describe` | the locations of a cluster, for forms                                           |
 * | `observe`  | evaluation of a snapshot: state, transition times, attention, parts, steps      |
 * | `write`    | from manifests to objects: create, change, bind, remove, reconcile, delete orphans |
 * | `operate`  | operations on a database: passwords, backups, recovery points                   |
 * | `initSql`  | SQL that a Job runs once in a new database                                      |
 * | `logs`     | logs of instances, with passwords masked                                        |
 * | `metrics`  | metrics of the exporter in a pod                                                |
 * | `recipes`  | how to connect from an application, a laptop or a pod                           |
 * | `messages` | the texts of the base, and functions that combine texts                         |
 * | `provider` | {@link KubernetesProvider}, which combines them                                 |
 * | `operator` | {@link createOperatorProvider}: a provider from rules, for an operator that creates a database from one object |
 *
 * A provider defines its kinds and labels ({@link DatabaseModel}, {@link PartLabels}),
 * evaluates snapshots ({@link DatabaseMapper}), returns manifests for a request, and
 * supplies the rules for writing them ({@link PartRules}, {@link ReconcileRules},
 * {@link FollowUpRules}). The base contains no code for a specific operator.
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
export * from './logs';
export { message as kubernetesMessage } from './messages';
export { items, sentences } from './messages/lists';
export { withReason } from './messages/withReason';
export * from './metrics';
export * from './model';
export * from './observe';
export * from './operate';
export * from './operator';
export * from './options';
export * from './provider';
export * from './recipes';
export * from './write';
