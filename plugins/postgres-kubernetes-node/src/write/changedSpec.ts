import type {
  ChangeDatabase,
  DatabaseSpec,
  FieldIssue,
} from '@pgstage/backstage-plugin-postgres-common';
import { bytesOf } from '../config/text';
import type { InitSql } from '../initSql/initSql';

/**
 * Returns the recorded spec with the change. Options are replaced one by one;
 * null removes one.
 *
 * @public
 */
export function mergedSpec(
  spec: DatabaseSpec,
  change: ChangeDatabase,
): DatabaseSpec {
  const { options: changed = {}, ...fields } = change;
  const given = Object.entries(fields).filter(
    ([, value]) => value !== undefined,
  );
  const options = Object.entries({ ...spec.options, ...changed }).filter(
    ([, value]) => value !== null && value !== undefined,
  );
  const image = typeof changed.image === 'string';
  const { version, ...rest } = spec;
  return {
    ...rest,
    // The version follows a new image, unless the change sets it.
    ...(!image && version !== undefined && { version }),
    ...Object.fromEntries(given),
    options: Object.fromEntries(options),
  };
}

/** Init SQL runs once: it can be changed or removed only after it has ended without success. @public */
export function initSqlIssue(
  change: ChangeDatabase,
  before: InitSql | undefined,
): FieldIssue[] {
  const isChanged =
    change.options && Object.hasOwn(change.options, 'initSqlAsOwner');
  const end = before?.run?.end;
  if (!isChanged || (end && end.type !== 'done')) return [];
  return [
    {
      field: 'options.initSqlAsOwner',
      rule: 'must be omitted: it runs once, when a database is created, and can be changed only after it has failed',
    },
  ];
}

/** Volumes cannot shrink. @public */
export function growthIssue(
  field: string,
  requested: string | undefined,
  existing: string | undefined,
): FieldIssue[] {
  const [desired, is] = [bytesOf(requested), bytesOf(existing)];
  return desired !== undefined && is !== undefined && desired < is
    ? [{ field, rule: `must be at least ${existing}: a volume cannot shrink` }]
    : [];
}
