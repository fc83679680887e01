import type { z } from 'zod';
import { readLogsSchema } from './model/logs';
import {
  bindDatabaseSchema,
  changeDatabaseSchema,
  createBackupSchema,
  deleteBackupSchema,
  fenceDatabaseSchema,
  hibernateDatabaseSchema,
  promoteDatabaseSchema,
  removeDatabaseSchema,
  destroyInstanceSchema,
  restartDatabaseSchema,
  restoreDatabaseSchema,
  rotateLoginSchema,
  switchoverDatabaseSchema,
} from './model/requests';
import type {
  OperationAnswers,
  OperationDefinition,
} from './operationDefinition';
import {
  databaseBackupPermission,
  databaseBindPermission,
  databaseChangePermission,
  databaseDeleteBackupPermission,
  databaseOperatePermission,
  databaseReadLogsPermission,
  databaseRemovePermission,
  databaseRestorePermission,
  databaseRevealPermission,
  databaseRotatePasswordPermission,
} from './permissions';

/** Defaults of most operations. */
const operate = <Name extends string>(name: Name) =>
  ({
    method: 'POST',
    path: `/${name}`,
    answers: 'database',
    permission: databaseOperatePermission,
    audit: { eventId: `database-${name}`, severityLevel: 'medium' },
    disrupts: true,
  } as const);

/**
 * The table of all operations on an existing database. The router, the client,
 * the audit log, the permissions, the reference and the menu are derived from it.
 *
 * @public
 */
export const databaseOperations = {
  backup: {
    ...operate('backup'),
    title: 'Back up now',
    group: 'backups',
    effect: 'Starts a backup; sessions are not interrupted.',
    note: 'Returns after the backup has started.',
    call: 'createBackup',
    path: '/backups',
    input: createBackupSchema,
    answers: 'backup',
    permission: databaseBackupPermission,
    disrupts: false,
  },
  restore: {
    ...operate('restore'),
    title: 'Restore to a new database…',
    group: 'backups',
    effect:
      'Creates a new database from a backup or a point in time; this one is not changed.',
    note: 'Returns the new database. Also requires the permission `postgres.database.create`, evaluated on the new database. Repeating the request returns the same database.',
    call: 'restoreDatabase',
    path: '/restores',
    input: restoreDatabaseSchema,
    permission: databaseRestorePermission,
    disrupts: false,
  },
  'delete-backup': {
    ...operate('delete-backup'),
    title: 'Delete a backup…',
    group: 'backups',
    effect: 'Permanently deletes a backup; the database is not changed.',
    danger: true,
    call: 'deleteBackup',
    handler: 'deleteBackup',
    input: deleteBackupSchema,
    permission: databaseDeleteBackupPermission,
  },
  switchover: {
    ...operate('switchover'),
    title: 'Switch over…',
    group: 'instances',
    effect: 'Promotes a standby; writes pause for a few seconds.',
    call: 'switchoverDatabase',
    handler: 'switchover',
    input: switchoverDatabaseSchema,
    alone: true,
  },
  promote: {
    ...operate('promote'),
    title: 'Promote a standby…',
    group: 'instances',
    effect:
      'Stops the primary and then promotes a standby; writes fail for about a minute, and changes that the primary can no longer send are lost.',
    danger: true,
    note: 'Returns at once; the promotion continues until the old primary is a standby. It waits until the old primary is proven to be down. Repeating the request continues it; naming the primary cancels a promotion that has not happened.',
    call: 'promoteDatabase',
    handler: 'promote',
    input: promoteDatabaseSchema,
  },
  restart: {
    ...operate('restart'),
    title: 'Restart or reload…',
    group: 'instances',
    effect: 'A restart ends each session once; a reload ends none.',
    call: 'restartDatabase',
    handler: 'restart',
    input: restartDatabaseSchema,
    alone: true,
  },
  hibernate: {
    ...operate('hibernate'),
    title: 'Hibernate…',
    group: 'instances',
    effect: 'Stops or starts all instances; the data is kept.',
    call: 'hibernateDatabase',
    handler: 'hibernate',
    input: hibernateDatabaseSchema,
  },
  fence: {
    ...operate('fence'),
    title: 'Fence instances…',
    group: 'instances',
    effect:
      'Stops PostgreSQL on selected instances, so that their files can be inspected.',
    call: 'fenceDatabase',
    handler: 'fence',
    input: fenceDatabaseSchema,
  },
  'destroy-instance': {
    ...operate('destroy-instance'),
    title: 'Destroy an instance…',
    group: 'instances',
    effect: 'Destroys a standby with its volume and creates a new one.',
    danger: true,
    call: 'destroyInstance',
    handler: 'destroyInstance',
    input: destroyInstanceSchema,
    alone: true,
  },
  'rotate-password': {
    ...operate('rotate-password'),
    title: 'Rotate password…',
    group: 'access',
    effect:
      'Generates a new password; logins with the old password fail, open sessions stay open.',
    note: 'After a failure, repeat the request: it completes with a working password.',
    call: 'rotatePassword',
    handler: 'rotatePassword',
    permission: databaseRotatePasswordPermission,
  },
  'rotate-login': {
    ...operate('rotate-login'),
    title: 'Rotate login with an overlap…',
    group: 'access',
    effect:
      'Stores another user name with a new password; the previous login works until the end of the overlap, so that applications can change over without interruption.',
    note: 'Two logins take turns. Applications must read the user name and the password again. After a failure, repeat the request: it continues. During the overlap, it returns 409 with the end of the overlap.',
    call: 'rotateLogin',
    handler: 'rotateLogin',
    input: rotateLoginSchema,
    permission: databaseRotatePasswordPermission,
    disrupts: false,
  },
  'rotate-certificate': {
    ...operate('rotate-certificate'),
    title: 'Rotate certificate…',
    group: 'access',
    effect:
      'The server uses a new certificate, which clients must trust if they verify it; open sessions stay open.',
    call: 'rotateCertificate',
    handler: 'rotateCertificate',
  },
  bind: {
    ...operate('bind'),
    title: 'Change entities and owner…',
    group: 'access',
    effect: 'Changes which entities use the database, and who owns it.',
    call: 'bindDatabase',
    path: '/bindings',
    input: bindDatabaseSchema,
    permission: databaseBindPermission,
    disrupts: false,
  },
  'reveal-credentials': {
    ...operate('reveal-credentials'),
    title: 'Show the password',
    group: 'access',
    effect: 'Shows user and password; every use is audited.',
    hidden: true,
    call: 'revealCredentials',
    path: '/credentials/reveal',
    answers: 'credentials',
    permission: databaseRevealPermission,
    audit: { eventId: 'credentials-reveal', severityLevel: 'high' },
    disrupts: false,
    confidential: true,
  },
  'read-logs': {
    ...operate('read-logs'),
    title: 'Read the log',
    group: 'instances',
    effect:
      'Shows the newest entries of the log of an instance; every use is audited.',
    note: 'Entries can contain statements with data. Passwords in them are masked where they are recognized.',
    hidden: true,
    call: 'readLogs',
    path: '/logs',
    input: readLogsSchema,
    answers: 'logs',
    permission: databaseReadLogsPermission,
    audit: { eventId: 'logs-read', severityLevel: 'medium' },
    disrupts: false,
    confidential: true,
  },
  change: {
    ...operate('change'),
    title: 'Change…',
    group: 'size',
    effect:
      'Changes the spec of the database; the effect depends on the field.',
    // The menu has its parts, see `databaseChanges`.
    hidden: true,
    call: 'changeDatabase',
    method: 'PATCH',
    path: '',
    input: changeDatabaseSchema,
    permission: databaseChangePermission,
  },
  remove: {
    ...operate('remove'),
    title: 'Remove…',
    group: 'removal',
    effect: 'Permanently deletes the database with its data.',
    danger: true,
    note: 'Repeatable: removing a database that does not exist is not an error.',
    call: 'removeDatabase',
    method: 'DELETE',
    path: '',
    input: removeDatabaseSchema,
    answers: 'nothing',
    permission: databaseRemovePermission,
  },
} as const satisfies Record<
  string,
  OperationDefinition &
    ({ handler?: undefined } | { handler: string; answers: 'database' })
>;

/** @public */
export type DatabaseOperation = keyof typeof databaseOperations;

/** Operations that one method of a provider performs. @public */
export type HandledOperation = {
  [K in DatabaseOperation]: (typeof databaseOperations)[K] extends {
    handler: string;
  }
    ? K
    : never;
}[DatabaseOperation];

/** The validated input of an operation; `undefined` if it has none. @public */
export type OperationInput<K extends DatabaseOperation> =
  (typeof databaseOperations)[K] extends {
    input: z.ZodType<infer Input>;
  }
    ? Input
    : undefined;

/** Function of a ref, the input of the operation if it has one, and options of type `O`. @public */
export type OperationCall<
  K extends DatabaseOperation,
  O,
  Answer,
> = (typeof databaseOperations)[K] extends {
  input: z.ZodType<infer Input>;
}
  ? (ref: string, request: Input, options?: O) => Promise<Answer>
  : (ref: string, options?: O) => Promise<Answer>;

/** The operations as calls of the HTTP API. @public */
export type OperationCalls<O> = {
  [K in DatabaseOperation as (typeof databaseOperations)[K]['call']]: OperationCall<
    K,
    O,
    OperationAnswers[(typeof databaseOperations)[K]['answers']]
  >;
};
