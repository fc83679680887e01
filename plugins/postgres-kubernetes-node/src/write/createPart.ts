import {
  ExistingObjectError,
  type ClusterClient,
  type KubernetesObject,
  type ResourceKind,
  type WriteOptions,
} from '../cluster';
import { isPartOf, PART_OF } from './partMetadata';

/**
 * Creates a dependent; one that an earlier attempt created stays.
 *
 * @throws ConflictError if another object has its name.
 * @public
 */
export async function createPart(
  client: ClusterClient,
  kind: ResourceKind,
  part: KubernetesObject,
  options: WriteOptions,
): Promise<void> {
  try {
    await client.create(kind, part, options);
  } catch (error) {
    if (!(error instanceof ExistingObjectError)) throw error;
    const existing = await client.get(kind, part.metadata, options);
    const ref = part.metadata.annotations?.[PART_OF] ?? '';
    if (existing && !isPartOf(existing, ref)) throw error;
  }
}
