import { ConflictError } from '@backstage/errors';
import {
  fieldAt,
  objectKey,
  PartWriter,
  type ClusterClient,
  type KubernetesObject,
  type Manifest,
  type WriteOptions,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { isBackupClaim } from '../backups/manifests';
import { resources } from '../model';
import { checkNotLost, isFirstClaim, recordFirstClaim } from './lostParts';

/** The field of a request that a path of an object comes from, by kind. */
const FIELDS: Record<string, Record<string, string>> = {
  [resources.persistentVolumeClaims.kind]: {
    'spec.resources.requests.storage': 'storage',
    spec: 'storage',
  },
  [resources.statefulSets.kind]: {
    'spec.template.spec.containers[0].resources': 'size',
    'spec.template.spec.containers[0].image': 'version',
  },
};

/**
 * Whether the live object belongs to the same Service. A part of an earlier
 * database of this name is about to be deleted. Before the Service is created,
 * the part can only be that of a concurrent create.
 */
async function isOfSameOwner(
  client: ClusterClient,
  { metadata }: KubernetesObject,
  { object }: Manifest,
  options: WriteOptions,
): Promise<boolean> {
  const kind = resources.services;
  const owner = metadata.ownerReferences?.find(each => each.kind === kind.kind);
  if (!owner || metadata.deletionTimestamp) return false;
  const [own] = object.metadata.ownerReferences ?? [];
  if (own) return own.uid === owner.uid;
  const { namespace } = metadata;
  const service = { namespace, name: owner.name };
  const live = await client.get(kind, service, options);
  return live?.metadata.uid === owner.uid;
}

/** Writes the parts of a database. */
export class OwnedPartWriter extends PartWriter {
  constructor() {
    super({
      definedBy: ({ kind }) => ({ field: 'location', program: kind }),
      fieldOf: ({ kind }, path) =>
        path.startsWith('metadata.name')
          ? 'name'
          : fieldAt(FIELDS[kind.kind] ?? {}, path)?.field,
    });
  }

  /**
   * Creates or updates a part. The volume claim of the first instance and the
   * Secrets are created only if they have never existed.
   *
   * @throws ConflictError if an object of this name belongs to something else,
   * or to an earlier database of this name, or if it has existed and cannot be
   * made again.
   */
  async ensure(
    client: ClusterClient,
    ref: string,
    manifest: Manifest,
    options: WriteOptions,
    before?: Manifest,
  ): Promise<void> {
    await super.ensure(client, ref, manifest, options, before);
    if (isFirstClaim(manifest) && !options.dryRun)
      await recordFirstClaim(client, manifest, options);
  }

  /** Deletes a part, except the volume of backups: they are kept when backups are turned off. */
  async delete(
    ...[client, ref, manifest, options]: Parameters<PartWriter['delete']>
  ): Promise<void> {
    if (!isBackupClaim(manifest))
      await super.delete(client, ref, manifest, options);
  }

  protected checkMissing(
    client: ClusterClient,
    manifest: Manifest,
    options: WriteOptions,
  ): Promise<void> {
    return checkNotLost(client, manifest, options);
  }

  protected async checkOwner(
    client: ClusterClient,
    ref: string,
    manifest: Manifest,
    live: KubernetesObject,
    options: WriteOptions,
  ): Promise<void> {
    const { kind, object } = manifest;
    if (!(await isOfSameOwner(client, live, manifest, options))) {
      throw new ConflictError(
        `${kind.kind} '${objectKey(
          object.metadata,
        )}' exists: it belongs to something else, or to an earlier database of this name that is still being removed. Try again, or choose another name`,
      );
    }
    // A person can have restored a Secret.
    if (kind !== resources.secrets)
      await super.checkOwner(client, ref, manifest, live, options);
  }
}

/** Creates missing parts. Existing ones stay: today's configuration may be another one than theirs. */
class MissingPartWriter extends OwnedPartWriter {
  async ensure(
    client: ClusterClient,
    ref: string,
    manifest: Manifest,
    options: WriteOptions,
  ): Promise<void> {
    await super.ensure(client, ref, manifest, options, manifest);
  }
}

/** Writes the parts of all databases. */
export const parts = new OwnedPartWriter();

/** Creates what is missing. */
export const missingParts = new MissingPartWriter();
