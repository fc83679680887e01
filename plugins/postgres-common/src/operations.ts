import type { ResourcePermission } from '@backstage/plugin-permission-common';
import type { z } from 'zod';
import type { PostgresApi } from './client/api';
import type { DatabaseOperation } from './model/operations';
import {
  bindDatabaseSchema,
  changeDatabaseSchema,
  createBackupSchema,
  fenceDatabaseSchema,
  hibernateDatabaseSchema,
  removeMemberSchema,
  restartDatabaseSchema,
  restoreDatabaseSchema,
  switchoverDatabaseSchema,
} from './model/requests';
import {
  databaseBackupPermission,
  databaseBindPermission,
  databaseChangePermission,
  databaseOperatePermission,
  databaseRemovePermission,
  databaseRestorePermission,
  databaseRevealPermission,
  databaseRotatePasswordPermission,
} from './permissions';

/** How an operation is asked for, who may, and what it leaves in the audit log. @public */
export interface OperationDefinition {
  /** The call of {@link PostgresApi}. */
  call: keyof PostgresApi<unknown>;
  method: 'POST' | 'PATCH' | 'DELETE';
  /** Below `/databases/:ref`; empty for the database itself. */
  path: '' | `/${string}`;
  /** What the body holds; absent: there is none. */
  body?: z.ZodType;
  permission: ResourcePermission;
  audit: { eventId: string; severityLevel: 'medium' | 'high' };
  /** Interrupts users or cannot be undone: not offered while the page is out of date. */
  disrupts: boolean;
  /** Nobody on the way may keep the answer. */
  answersSecret?: boolean;
}

/** What most have in common. */
const operate = (name: string) =>
  ({
    method: 'POST',
    path: `/${name}`,
    permission: databaseOperatePermission,
    audit: { eventId: `database-${name}`, severityLevel: 'medium' },
    disrupts: true,
  } as const);

/**
 * Every operation on a database that exists: the router, the client, the audit
 * log, the permissions and the reference follow it.
 *
 * @public
 */
export const databaseOperations = {
  bind: {
    ...operate('bind'),
    call: 'bindDatabase',
    path: '/bindings',
    body: bindDatabaseSchema,
    permission: databaseBindPermission,
    disrupts: false,
  },
  change: {
    ...operate('change'),
    call: 'changeDatabase',
    method: 'PATCH',
    path: '',
    body: changeDatabaseSchema,
    permission: databaseChangePermission,
  },
  remove: {
    ...operate('remove'),
    call: 'removeDatabase',
    method: 'DELETE',
    path: '',
    permission: databaseRemovePermission,
  },
  'rotate-password': {
    ...operate('rotate-password'),
    call: 'rotatePassword',
    permission: databaseRotatePasswordPermission,
  },
  backup: {
    ...operate('backup'),
    call: 'createBackup',
    path: '/backups',
    body: createBackupSchema,
    permission: databaseBackupPermission,
    disrupts: false,
  },
  restore: {
    ...operate('restore'),
    call: 'restoreDatabase',
    path: '/restores',
    body: restoreDatabaseSchema,
    permission: databaseRestorePermission,
    // What it restores stays as it is.
    disrupts: false,
  },
  restart: {
    ...operate('restart'),
    call: 'restartDatabase',
    body: restartDatabaseSchema,
  },
  switchover: {
    ...operate('switchover'),
    call: 'switchoverDatabase',
    body: switchoverDatabaseSchema,
  },
  hibernate: {
    ...operate('hibernate'),
    call: 'hibernateDatabase',
    body: hibernateDatabaseSchema,
  },
  fence: {
    ...operate('fence'),
    call: 'fenceDatabase',
    body: fenceDatabaseSchema,
  },
  'remove-member': {
    ...operate('remove-member'),
    call: 'removeMember',
    body: removeMemberSchema,
  },
  'reveal-credentials': {
    call: 'revealCredentials',
    method: 'POST',
    path: '/credentials/reveal',
    permission: databaseRevealPermission,
    audit: { eventId: 'credentials-reveal', severityLevel: 'high' },
    disrupts: false,
    answersSecret: true,
  },
} as const satisfies Record<DatabaseOperation, OperationDefinition>;
