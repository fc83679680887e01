import type { ResourcePermission } from '@backstage/plugin-permission-common';
import type { z } from 'zod';
import type { Backup } from './model/backups';
import {
  bindDatabaseSchema,
  changeDatabaseSchema,
  createBackupSchema,
  fenceDatabaseSchema,
  hibernateDatabaseSchema,
  removeDatabaseSchema,
  destroyInstanceSchema,
  restartDatabaseSchema,
  restoreDatabaseSchema,
  switchoverDatabaseSchema,
} from './model/requests';
import type { DatabaseView, RevealedCredentials } from './model/views';
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

/** What operations are about: the headings of the tab. @public */
export type OperationGroup =
  | 'backups'
  | 'instances'
  | 'size'
  | 'contents'
  | 'access'
  | 'removal';

/** What an operation answers with. @public */
export interface OperationAnswers {
  /** The database as it is from now on; of a restore the new one. */
  database: DatabaseView;
  backup: Backup;
  credentials: RevealedCredentials;
  nothing: void;
}

/** How an operation is asked for, who may, what it does, and what it leaves in the audit log. @public */
export interface OperationDefinition {
  /** For the menu; ends with `…` where it asks for more. */
  title: string;
  group: OperationGroup;
  /** What it does to those who use the database, one sentence. */
  effect: string;
  /** It destroys data. */
  danger?: boolean;
  /** Not in the menu: it is started elsewhere. */
  hidden?: boolean;
  /** For those who call the API, where there is more to know. */
  note?: string;
  /** The call of the HTTP client. */
  call: string;
  method: 'POST' | 'PATCH' | 'DELETE';
  /** Below `/databases/:ref`; empty for the database itself. */
  path: '' | `/${string}`;
  /** What the body holds, or the query of a `DELETE`; absent: nothing. */
  input?: z.ZodType;
  answers: keyof OperationAnswers;
  /** The method of a provider that does it and answers with the database, where the backend has nothing else to do. */
  handler?: string;
  permission: ResourcePermission;
  audit: { eventId: string; severityLevel: 'medium' | 'high' };
  /** Interrupts users or cannot be undone: not offered while the page is out of date. */
  disrupts: boolean;
  /** Not to be started beside another change: it would meet instances that come and go. */
  alone?: boolean;
  /** Nobody on the way may keep the answer. */
  answersSecret?: boolean;
}

/** What most have in common. */
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
 * Every operation on a database that exists: the router, the client, the audit
 * log, the permissions, the reference and the menu follow it.
 *
 * @public
 */
export const databaseOperations = {
  backup: {
    ...operate('backup'),
    title: 'Back up now',
    group: 'backups',
    effect: 'Starts a backup; sessions are not interrupted.',
    note: 'Returns when the backup has started.',
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
    note: 'Answers with the new database, which needs the permission `postgres.database.create` as well. Repeatable like `createDatabase`.',
    call: 'restoreDatabase',
    path: '/restores',
    input: restoreDatabaseSchema,
    permission: databaseRestorePermission,
    disrupts: false,
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
      'Generates a new password; logins with the old one fail, open sessions stay open.',
    note: 'Repeated after a failure it ends with a password that works.',
    call: 'rotatePassword',
    handler: 'rotatePassword',
    permission: databaseRotatePasswordPermission,
  },
  'rotate-certificate': {
    ...operate('rotate-certificate'),
    title: 'Rotate certificate…',
    group: 'access',
    effect: 'The server shows a new certificate; open sessions stay open.',
    disrupts: false,
    call: 'rotateCertificate',
    handler: 'rotateCertificate',
  },
  bind: {
    ...operate('bind'),
    title: 'Change entities and owner…',
    group: 'access',
    effect:
      'Changes which entities use the database, and who is responsible for it.',
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
    answersSecret: true,
  },
  change: {
    ...operate('change'),
    title: 'Change…',
    group: 'size',
    effect:
      'Changes what the database is; what that does depends on the field.',
    // By its parts, see `databaseChanges`.
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
    note: 'Repeatable: a database that is gone is no error.',
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

/** Operations that a method of a provider does alone. @public */
export type HandledOperation = {
  [K in DatabaseOperation]: (typeof databaseOperations)[K] extends {
    handler: string;
  }
    ? K
    : never;
}[DatabaseOperation];

/** The input of an operation after it was checked; `undefined` where it has none. @public */
export type OperationInput<K extends DatabaseOperation> =
  (typeof databaseOperations)[K] extends {
    input: z.ZodType<infer Input>;
  }
    ? Input
    : undefined;

/** A function of a ref, of the operation's input where it has one, and of `O`. @public */
export type OperationCall<
  K extends DatabaseOperation,
  O,
  Answer,
> = (typeof databaseOperations)[K] extends {
  input: z.ZodType<infer Input>;
}
  ? (ref: string, request: Input, options?: O) => Promise<Answer>
  : (ref: string, options?: O) => Promise<Answer>;

/** The operations as calls of the HTTP contract. @public */
export type OperationCalls<O> = {
  [K in DatabaseOperation as (typeof databaseOperations)[K]['call']]: OperationCall<
    K,
    O,
    OperationAnswers[(typeof databaseOperations)[K]['answers']]
  >;
};
