import type {
  OfferedOperations,
  Support,
} from '@pgstage/backstage-plugin-postgres-common';
import type { CachedDatabaseObject } from '../model/cachedTypes';
import { annotationLines, recordToAnnotations } from '../model/record';
import type { InstanceFacts } from './Instance';

/** The operations that a provider reports; those that others depend on are required. @public */
export type ReportedOperations = OfferedOperations &
  Required<Pick<OfferedOperations, 'change' | 'backup' | 'restore'>>;

/** Returns "supported" unless there is a reason against it; the first reason counts. @public */
export function supportedUnless(
  ...reasons: Array<string | undefined>
): Support {
  const reason = reasons.find(Boolean);
  return reason ? { supported: false, reason } : { supported: true };
}

/** Reasons that block operations on any database; absent if they do not apply. @public */
export interface Blockers {
  managed?: string;
  unbound?: string;
  deleting?: string;
  hibernated?: string;
  single?: string;
}

/** @public */
export function blockersOf(
  { managedBy, record, deletedAt }: CachedDatabaseObject,
  { hibernated, desired }: Pick<InstanceFacts, 'hibernated' | 'desired'>,
): Blockers {
  return {
    managed:
      managedBy &&
      `The database is managed by ${managedBy.tool}. ${managedBy.where}`,
    unbound: record.binding
      ? undefined
      : 'The database belongs to no entity. Bind it first.',
    deleting: deletedAt ? 'The database is being removed.' : undefined,
    hibernated: hibernated
      ? 'The database is hibernated. Wake it first.'
      : undefined,
    single:
      desired === 1
        ? 'The database has one instance: there is no other.'
        : undefined,
  };
}

/** Returns the annotations that bind a database which only its manager may write, with names to fill in. @public */
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
