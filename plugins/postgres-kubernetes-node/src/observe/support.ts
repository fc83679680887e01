import type {
  Message,
  OfferedOperations,
  Support,
} from '@pgstage/backstage-plugin-postgres-common';
import { providerMessage } from '@pgstage/backstage-plugin-postgres-node/provider';
import { message } from '../messages';
import type { CachedDatabaseObject } from '../model/cachedTypes';
import { annotationLines, recordToAnnotations } from '../model/record';
import type { InstanceFacts } from './Instance';

/** The operations that a provider reports; those that others depend on are required. @public */
export type ReportedOperations = OfferedOperations &
  Required<Pick<OfferedOperations, 'change' | 'backup' | 'restore'>>;

/** Returns "supported" unless there is a reason against it; the first reason counts. @public */
export function supportedUnless(
  ...reasons: Array<Message | undefined>
): Support {
  const reason = reasons.find(Boolean);
  return reason ? { supported: false, reason } : { supported: true };
}

/** Adds what blocks a supported operation at the moment. @public */
export function withObstacle(
  obstacle: Message | undefined,
  support: Support,
): Support {
  return support.supported && obstacle ? { ...support, obstacle } : support;
}

/** Reasons that block operations on any database; absent if they do not apply. @public */
export interface Blockers {
  managed?: Message;
  /** The same, with the annotations to set there instead of binding it here. */
  managedBinding?: Message;
  unbound?: Message;
  deleting?: Message;
  hibernated?: Message;
  single?: Message;
}

/** @public */
export function blockersOf(
  cluster: CachedDatabaseObject,
  { hibernated, desired }: Pick<InstanceFacts, 'hibernated' | 'desired'>,
): Blockers {
  const { managedBy, record, deletedAt } = cluster;
  const managed =
    managedBy &&
    message('managedBy', {
      tool: managedBy.tool,
      where: managedBy.where,
    });
  return {
    managed,
    managedBinding:
      managed &&
      message('managedBinding', {
        managed,
        annotations: bindingLines(cluster),
      }),
    unbound: record.binding ? undefined : providerMessage('notBound'),
    deleting: deletedAt ? message('removalInProgress') : undefined,
    hibernated: hibernated ? message('isHibernated') : undefined,
    single: desired === 1 ? message('singleInstance') : undefined,
  };
}

/** Returns the annotations that bind a database, with names to fill in. */
function bindingLines({
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
  return annotationLines(
    recordToAnnotations({
      binding,
      ...(!record.binding && { adopted: true }),
    }),
  );
}
