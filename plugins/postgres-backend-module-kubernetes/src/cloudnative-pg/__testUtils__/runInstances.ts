import { coreKinds } from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { BARMAN_SIDECAR, namesOf, resources } from '../model';
import { condition, createReadyPod, instanceMetadata } from './instancePod';
import { Provisioner } from './provisioner';

const { namespace } = Provisioner;

interface DeclaredDatabase {
  cluster: { name: string };
  name: string;
  extensions?: Array<{ name: string }>;
}

/** Stands in for the operator: creates a login, and a primary with one standby that accept connections and backups. */
export async function runInstances(
  provisioner: Provisioner,
  name: string,
): Promise<void> {
  const { metadata } = await provisioner.cluster(name);
  if (!(await provisioner.get(coreKinds.secrets, namesOf(name).appSecret)))
    await provisioner.createLogin(
      name,
      `secret-of-${metadata.uid}`,
      metadata.uid!,
    );
  const instances = [`${name}-1`, `${name}-2`];
  for (const [at, instance] of instances.entries()) {
    const role = at ? 'replica' : 'primary';
    const own = instanceMetadata({ namespace, name }, instance, role);
    await createReadyPod(provisioner.admin, own, [BARMAN_SIDECAR]);
  }
  await provisioner.makeWritable(name);
  await applyDatabases(provisioner, name);
  await provisioner.patchStatus(name, {
    phase: 'Cluster in healthy state',
    image: 'postgres:17.6',
    pgDataImageInfo: { image: 'postgres:17.6', majorVersion: 17 },
    instances: 2,
    readyInstances: 2,
    currentPrimary: instances[0],
    targetPrimary: instances[0],
    instanceNames: instances,
    writeService: namesOf(name).readWriteService,
    conditions: [condition('Ready', 'True')],
    secretsResourceVersion: { applicationSecretVersion: '1' },
  });
}

/** Reports the declared databases as applied. */
async function applyDatabases(
  provisioner: Provisioner,
  name: string,
): Promise<void> {
  const all = await provisioner.admin.list(resources.databases, { namespace });
  for (const { metadata, spec } of all) {
    const { cluster, extensions } = spec as DeclaredDatabase;
    if (cluster.name !== name) continue;
    const status = {
      applied: true,
      observedGeneration: metadata.generation,
      extensions: extensions?.map(each => ({ name: each.name, applied: true })),
    };
    await provisioner.admin.patch(
      resources.databases,
      metadata,
      { status },
      { subresource: 'status' },
    );
  }
}

/** Returns everything that operations change: the Cluster with its annotations, and its pods. */
export async function traceOf(
  provisioner: Provisioner,
  name: string,
): Promise<string> {
  const { metadata, spec, status } = await provisioner.cluster(name);
  const pods = await provisioner.admin.list(coreKinds.pods, { namespace });
  // Added as soon as the login is stored, whatever the operation does.
  const { 'pgstage.io/credentials': _, ...annotations } =
    metadata.annotations ?? {};
  return JSON.stringify([
    annotations,
    spec,
    status,
    pods
      .filter(pod => pod.metadata.name.startsWith(`${name}-`))
      .map(pod => pod.metadata.uid),
  ]);
}

/** Names of the roles and databases that the operator is to create besides the first. */
export async function contentsOf(provisioner: Provisioner, name: string) {
  const { spec } = await provisioner.cluster(name);
  const { managed } = spec as {
    managed?: { roles?: Array<{ name: string; ensure?: string }> };
  };
  const declared = (
    await provisioner.admin.list(resources.databases, { namespace })
  )
    .map(object => object.spec as DeclaredDatabase)
    .filter(each => each.cluster.name === name && each.name !== name);
  return {
    roles: (managed?.roles ?? [])
      .filter(each => each.ensure !== 'absent')
      .map(each => each.name),
    databases: declared.map(each => each.name),
  };
}

/** Stands in for the operator: finishes a base backup. */
export async function finishBackup(
  provisioner: Provisioner,
  id: string,
): Promise<void> {
  const now = new Date().toISOString();
  await provisioner.admin.patch(
    resources.backups,
    { namespace, name: id },
    {
      status: {
        phase: 'completed',
        backupId: '20260301T020000',
        startedAt: now,
        stoppedAt: now,
        majorVersion: 17,
      },
    },
    { subresource: 'status' },
  );
}
