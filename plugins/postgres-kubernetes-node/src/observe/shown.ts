import type {
  Attention,
  DatabaseSpec,
} from '@pgstage/backstage-plugin-postgres-common';
import { bytesOf } from '../config/text';
import type { CachedVolumeClaim } from '../model/cachedParts';
import type { RankedAttention } from './rankedAttention';
import type { Instance } from './Instance';

/** Without the folder of the archive: each database has its own, also a restored copy. It is no option that was taken. @public */
export function shownSpec(spec: DatabaseSpec): DatabaseSpec {
  const { folder, ...backup } = (spec.options?.backup ?? {}) as {
    folder?: string;
  };
  return folder === undefined
    ? spec
    : { ...spec, options: { ...spec.options, backup } };
}

/** A cause as people see it. @public */
export function toAttention({
  impact: _weight,
  final: _final,
  ...row
}: RankedAttention): Attention {
  return row;
}

/** Names of the instances on which PostgreSQL is stopped; as they were given where none is there. @public */
export function fencedNames(instances: Instance[], fenced: string[]): string[] {
  const names = instances
    .filter(instance => instance.fenced)
    .map(({ name }) => name);
  return names.length ? names : fenced;
}

/** The volume of one instance in bytes: what the smallest of them holds, else what is asked for. @public */
export function volumeBytes(
  claims: Array<Pick<CachedVolumeClaim, 'capacity'>>,
  asked: string | undefined,
): number | undefined {
  const sizes = claims.flatMap(({ capacity }) => bytesOf(capacity) ?? []);
  return sizes.length ? Math.min(...sizes) : bytesOf(asked);
}
