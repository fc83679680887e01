import { ConflictError } from '@backstage/errors';
import {
  invalidField,
  InvalidFieldsError,
} from '@pgstage/backstage-plugin-postgres-common';
import {
  type ClusterClient,
  ExistingObjectError,
  type KubernetesObject,
  ObjectNotFoundError,
  objectKey,
  type ResourceKind,
  retryOnConflict,
  type WriteOptions,
} from '../cluster';
import { checkFieldOwnership } from './fieldOwnership';
import type { Manifest } from './Manifest';
import { isPartOf } from './partMetadata';
import { threeWayPatch } from './threeWayPatch';

/** A provider's rules for the objects of a database. @public */
export interface PartRules {
  /** For a kind that not every cluster serves: the field that requested it, and the program that defines it. */
  definedBy(kind: ResourceKind): { field: string; program: string };
  /** Returns the field of a request that a path of a manifest comes from, or undefined if there is none. */
  fieldOf(manifest: Manifest, path: string): string | undefined;
  /** Returns the patch after which the deletion of an object also deletes its data. */
  dropPatch?(kind: ResourceKind): Record<string, unknown> | undefined;
}

/** What can change of an object: a ConfigMap has `data` instead of a `spec`. */
const contentOf = (object?: KubernetesObject) => ({
  spec: object?.spec,
  data: object?.data,
});

/** Writes the objects of a database; each write can be repeated. @public */
export class PartWriter {
  constructor(private readonly rules: PartRules) {}

  /** Creates an object. Returns undefined if it already exists. */
  async createOnce(
    client: ClusterClient,
    manifest: Manifest,
    options: WriteOptions,
  ): Promise<KubernetesObject | undefined> {
    const { kind, object } = manifest;
    try {
      return await client.create(kind, object, options);
    } catch (error) {
      if (error instanceof ExistingObjectError) return undefined;
      if (error instanceof ObjectNotFoundError) {
        const namespace = object.metadata.namespace ?? '';
        if (/namespaces "/.test(error.message)) {
          throw invalidField(
            'location',
            `must name a namespace that exists: '${namespace}' does not`,
          );
        }
        const { field, program } = this.rules.definedBy(kind);
        throw invalidField(
          field,
          `needs ${program}, which cluster '${client.cluster}' does not have`,
        );
      }
      throw this.toFormError(manifest, error);
    }
  }

  /**
   * Creates or updates a dependent to match its manifest, also after a crash.
   *
   * @param before - the manifest before a change; what is the same in both
   * stays unchanged. Absent: everything is written.
   * @throws ConflictError if another object has its name.
   */
  async ensure(
    client: ClusterClient,
    ref: string,
    manifest: Manifest,
    options: WriteOptions,
    before?: Manifest,
  ): Promise<void> {
    await retryOnConflict(() =>
      this.#ensureOnce(client, ref, manifest, options, before),
    );
  }

  /**
   * Checks that a missing object may be created.
   *
   * @throws ConflictError if it has existed and cannot be created again
   */
  protected async checkMissing(
    _client: ClusterClient,
    _manifest: Manifest,
    _options: WriteOptions,
  ): Promise<void> {}

  /** Checks that an existing object belongs to the database. @throws ConflictError */
  protected async checkOwner(
    _client: ClusterClient,
    ref: string,
    { kind, object }: Manifest,
    live: KubernetesObject,
    _options: WriteOptions,
  ): Promise<void> {
    if (isPartOf(live, ref)) return;
    throw new ConflictError(
      `${kind.kind} '${objectKey(
        object.metadata,
      )}' exists and does not belong to this database: choose another name, or remove it`,
    );
  }

  async #ensureOnce(
    client: ClusterClient,
    ref: string,
    manifest: Manifest,
    options: WriteOptions,
    before?: Manifest,
  ): Promise<void> {
    const { kind, object } = manifest;
    let live = await client.get(kind, object.metadata, options);
    if (!live) {
      await this.checkMissing(client, manifest, options);
      if (await this.createOnce(client, manifest, options)) return;
      live = await client.get(kind, object.metadata, options);
    }
    if (!live) return;
    await this.checkOwner(client, ref, manifest, live, options);
    const patch = threeWayPatch(
      contentOf(before?.object),
      contentOf(object),
      contentOf(live),
    );
    if (!patch) return;
    checkFieldOwnership(live, patch, before?.object);
    try {
      const { resourceVersion } = live.metadata;
      await client.patch(
        kind,
        object.metadata,
        { ...patch, metadata: { resourceVersion } },
        options,
      );
    } catch (error) {
      throw this.toFormError(manifest, error);
    }
  }

  /**
   * Deletes a dependent that belongs to the database; a missing one is no
   * error. With `drop` its data is deleted with it, as requested.
   */
  async delete(
    client: ClusterClient,
    ref: string,
    { kind, object }: Manifest,
    { drop, ...options }: WriteOptions & { drop?: boolean },
  ): Promise<void> {
    const live = await client.get(kind, object.metadata, options);
    if (!live || !isPartOf(live, ref)) return;
    const patch = drop && this.rules.dropPatch?.(kind);
    if (patch) await client.patch(kind, object.metadata, patch, options);
    await client.delete(kind, object.metadata, {
      ...options,
      uid: live.metadata.uid,
    });
  }

  /**
   * Maps a rejection of a manifest to the fields of the request: the user knows
   * the form, not the manifest.
   */
  toFormError(manifest: Manifest, error: unknown): unknown {
    if (!(error instanceof InvalidFieldsError)) return error;
    const issues = error.issues.map(({ field, rule }) => {
      const own = this.rules.fieldOf(manifest, field);
      const where =
        field && own !== field ? ` (${manifest.kind.kind} ${field})` : '';
      return { field: own ?? '', rule: `${rule}${where}` };
    });
    return new InvalidFieldsError(issues);
  }
}
