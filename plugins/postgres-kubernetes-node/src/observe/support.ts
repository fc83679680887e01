import type {
  OfferedOperations,
  Support,
} from '@pgstage/backstage-plugin-postgres-common';
import type { CachedDatabaseObject } from '../model/cachedTypes';
import { annotationLines, recordToAnnotations } from '../model/record';
import type { InstanceFacts } from './Instance';

/** What a provider says of operations: of those on which other things rest, always. @public */
export type ReportedOperations = OfferedOperations &
  Required<Pick<OfferedOperations, 'change' | 'backup' | 'restore'>>;

/** Offered, unless there is a reason against it: the first counts. @public */
export function supportedUnless(
  ...reasons: Array<string | undefined>
): Support {
  const reason = reasons.find(Boolean);
  return reason ? { supported: false, reason } : { supported: true };
}

/** What stands against operations on any database, each where it does. @public */
export interface Blockers {
  managed?: string;
  unbound?: string;
  going?: string;
  asleep?: string;
  single?: string;
}

/** @public */
export function blockersOf(
  { managedBy, record, deletedAt }: CachedDatabaseObject,
  { hibernated, wanted }: Pick<InstanceFacts, 'hibernated' | 'wanted'>,
): Blockers {
  return {
    managed:
      managedBy &&
      `The database is managed by ${managedBy.tool}. ${managedBy.where}`,
    unbound: record.binding
      ? undefined
      : 'The database belongs to no entity. Bind it first.',
    going: deletedAt ? 'The database is being removed.' : undefined,
    asleep: hibernated
      ? 'The database is hibernated. Wake it first.'
      : undefined,
    single:
      wanted === 1
        ? 'The database has one instance: there is no other.'
        : undefined,
  };
}

/** What binds a database where only its manager may write, with names to fill in. @public */
export function bindingLines({
  name,
  record,
}: Pick<CachedDatabaseObject, 'name' | 'record'>): string {
  const {
    binding = {
      resourceRef: `resource:default/${name}`,
      entityRefs: ['component:default/COMPONENT'],
      owner: 'group:default/OWNER',
    },
  } = record;
  const lines = annotationLines(
    recordToAnnotations({
      binding,
      ...(!record.binding && { adopted: true }),
    }),
  );
  return `Set there, under metadata.annotations, with your own names:\n${lines}`;
}
