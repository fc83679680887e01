import type {
  DatabaseState,
  Message,
  Part,
} from '@pgstage/backstage-plugin-postgres-common';
import {
  withReason,
  type PartsInput,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { providerMessage } from '@pgstage/backstage-plugin-postgres-node/provider';
import { message } from '../../messages';
import type { CloudNativePgSnapshot } from '../../model';
import { isApplied, refusalOf } from '../declared';

const ROLE_STATES: Record<string, DatabaseState> = {
  reconciled: 'working',
  'pending-reconciliation': 'changing',
};

export function roles({ snapshot }: PartsInput<CloudNativePgSnapshot>): Part[] {
  const { byStatus = {}, cannotReconcile = {} } =
    snapshot.cluster.status.managedRolesStatus ?? {};
  const errors = Object.entries(cannotReconcile);
  const part = (name: string, state: DatabaseState, reason: Message): Part => ({
    kind: 'role',
    name,
    state,
    reason,
  });
  return [
    ...errors.map(([name, texts]) =>
      part(
        name,
        'attention',
        providerMessage('verbatim', { text: texts.join('; ') }),
      ),
    ),
    ...Object.entries(byStatus)
      // Without the operator's own roles and roles that are not declared.
      .filter(([status]) => status !== 'not-managed' && status !== 'reserved')
      .flatMap(([status, names]) =>
        names
          .filter(name => !(name in cannotReconcile))
          .map(name =>
            part(
              name,
              ROLE_STATES[status] ?? 'unknown',
              status === 'reconciled'
                ? message('asDeclared')
                : providerMessage('verbatim', { text: status }),
            ),
          ),
      ),
  ];
}

export function databases({
  snapshot,
  changing,
}: PartsInput<CloudNativePgSnapshot>): Part[] {
  return snapshot.databases.map(declared => {
    const { name, database, ensure, status, deletedAt } = declared;
    const part = (state: DatabaseState, reason: Message): Part => ({
      kind: 'database',
      name: database || name,
      state,
      reason,
    });
    if (deletedAt)
      return part(
        status.applied === false ? 'attention' : 'changing',
        withReason(
          message('terminating', { since: deletedAt }),
          status.message,
        ),
      );
    const refusal = refusalOf(declared);
    if (refusal) return part(changing ? 'changing' : 'attention', refusal);
    if (!isApplied(declared)) return part('changing', message('notAppliedYet'));
    return part(
      'working',
      ensure === 'absent'
        ? message('droppedAsDeclared')
        : message('asDeclared'),
    );
  });
}
