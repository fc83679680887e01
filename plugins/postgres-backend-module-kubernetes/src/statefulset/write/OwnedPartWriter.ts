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
import { message } from '../messages';
import { resources } from '../model';
import { checkNotLost, recordClaim } from './lostParts';
import { ownerOf, serviceOf } from './ownerOf';

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
  live: KubernetesObject,
  manifest: Manifest,
  options: WriteOptions,
): Promise<boolean> {
  const owner = ownerOf(live);
  const { namespace, deletionTimestamp } = live.metadata;
  if (!owner || deletionTimestamp) return false;
  const own = ownerOf(manifest.object);
  if (own) return own === owner;
  const id = { namespace, name: serviceOf(manifest.object) };
  const service = await client.get(resources.services, id, options);
  return service?.metadata.uid === owner;
}

/** Returns why an object cannot be a part of the database. */
function conflictOf(kind: string, { metadata }: KubernetesObject): string {
  const key = { kind, name: objectKey(metadata) };
  const isLeft =
    ownerOf({ metadata }) &&
    !metadata.ownerReferences?.length &&
    !metadata.deletionTimestamp;
  return (
    isLeft ? message('leftByDatabase', key) : message('belongsToOther', key)
  ).text;
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

  /** Deletes a part, but never that of another database of this name. A person can have restored it, so its owner counts. */
  async delete(
    client: ClusterClient,
    _ref: string,
    part: Manifest,
    { drop, ...options }: WriteOptions & { drop?: boolean },
  ): Promise<void> {
    // It stays when backups are turned off.
    if (isBackupClaim(part)) return;
    const { kind, object } = part;
    const owner = ownerOf(object);
    const live = await client.get(kind, object.metadata, options);
    if (!live || !owner || ownerOf(live) !== owner) return;
    const { uid } = live.metadata;
    await client.delete(kind, object.metadata, { ...options, uid });
  }

  /**
   * Creates or updates a part. The volume claim of the primary and the
   * Secrets are created only if they have never existed. That a volume claim of
   * data or backups exists is recorded.
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
    if (!options.dryRun) await recordClaim(client, manifest, options);
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
    const { kind } = manifest;
    if (!(await isOfSameOwner(client, live, manifest, options)))
      throw new ConflictError(conflictOf(kind.kind, live));
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
