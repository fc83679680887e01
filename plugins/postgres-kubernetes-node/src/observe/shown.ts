import type {
  Attention,
  DatabaseSpec,
} from '@pgstage/backstage-plugin-postgres-common';
import { bytesOf } from '../config/text';
import type { CachedVolumeClaim } from '../model/cachedParts';
import type { RankedAttention } from './rankedAttention';
import type { Instance } from './Instance';

/** Returns the spec without the folder of the archive: each database has its own, also a restored copy. The user did not request it. @public */
export function shownSpec(spec: DatabaseSpec): DatabaseSpec {
  const { folder, ...backup } = (spec.options?.backup ?? {}) as {
    folder?: string;
  };
  return folder === undefined
    ? spec
    : { ...spec, options: { ...spec.options, backup } };
}

/** Returns a row as the API has it, without its rank. @public */
export function toAttention({
  impact: _weight,
  final: _final,
  ...row
}: RankedAttention): Attention {
  return row;
}

/** Returns the names of the fenced instances, or the names of the annotation if no such instance exists. @public */
export function fencedNames(instances: Instance[], fenced: string[]): string[] {
  const names = instances
    .filter(instance => instance.fenced)
    .map(({ name }) => name);
  return names.length ? names : fenced;
}

/** Returns the volume size of one instance in bytes: the smallest capacity, otherwise the requested size. @public */
export function volumeBytes(
  claims: Array<Pick<CachedVolumeClaim, 'capacity'>>,
  requested: string | undefined,
): number | undefined {
  const sizes = claims.flatMap(({ capacity }) => bytesOf(capacity) ?? []);
  return sizes.length ? Math.min(...sizes) : bytesOf(requested);
}
