import { isDeepStrictEqual } from 'node:util';
import {
  type Difference,
  DifferencesError,
} from '@pgstage/backstage-plugin-postgres-common';
import {
  FIELD_MANAGER,
  type KubernetesObject,
  type ManagedFieldsEntry,
  objectKey,
} from '../cluster';
import { type Fields, isFields } from './fields';

const at = (fields: unknown, path: string[]): unknown =>
  path.reduce<unknown>((inner, key) => (inner as Fields)?.[key], fields);

/** Returns the fields that a merge patch sets or removes. Not lists: those keep the items of other managers. */
function changesOf(patch: Fields, path: string[] = []): string[][] {
  return Object.entries(patch).flatMap(([key, value]) => {
    if (Array.isArray(value)) return [];
    const inner = [...path, key];
    return isFields(value) ? changesOf(value, inner) : [inner];
  });
}

/** See "FieldsV1" of the API's `meta/v1`. */
const owns = ({ fieldsV1 }: ManagedFieldsEntry, path: string[]) =>
  at(
    fieldsV1,
    path.map(key => `f:${key}`),
  ) !== undefined;

/**
 * Checks that a merge patch does not take over fields of another manager: of
 * one that applies them and would revert the change, or of one that has set
 * another value than in `before`, which the user has not seen.
 *
 * Server-side apply would check the same, but pgstage would then own the fields
 * that the operator and people set in the rest of the object.
 *
 * @throws DifferencesError that names managers and fields.
 * @public
 */
export function checkFieldOwnership(
  live: KubernetesObject,
  patch: Fields = {},
  before: object = live,
): void {
  const found = changesOf(patch).flatMap(path => {
    const [is, was] = [at(live, path), at(before, path)];
    const entry = live.metadata.managedFields?.find(
      candidate =>
        candidate.manager !== FIELD_MANAGER &&
        owns(candidate, path) &&
        (candidate.operation === 'Apply' || !isDeepStrictEqual(is, was)),
    );
    return entry ? [{ entry, path, is }] : [];
  });
  if (!found.length) return;
  const managers = [...new Set(found.map(({ entry }) => entry.manager))];
  const isApplied = found.some(({ entry }) => entry.operation === 'Apply');
  throw new DifferencesError(
    `${live.kind} '${objectKey(
      live.metadata,
    )}' is also managed by ${managers.join(', ')}; ${
      isApplied
        ? 'change it there, or remove these fields from that configuration'
        : 'to take ownership of these fields, first request their current values'
    }`,
    found.map(
      ({ entry, path, is }): Difference => ({
        field: path.join('.'),
        existing: `${text(is)}, set by '${entry.manager}'`,
        requested: text(at(patch, path)),
      }),
    ),
  );
}

function text(value: unknown): string {
  if (value === null || value === undefined) return 'nothing';
  return isFields(value) ? JSON.stringify(value) : `${value}`;
}
