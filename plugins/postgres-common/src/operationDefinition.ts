import type { ResourcePermission } from '@backstage/plugin-permission-common';
import type { z } from 'zod';
import type { Backup } from './model/backups';
import type { Logs } from './model/logs';
import type { DatabaseView, RevealedCredentials } from './model/views';

/** Groups of operations: the headings of the menu in the tab. @public */
export type OperationGroup =
  | 'backups'
  | 'instances'
  | 'size'
  | 'contents'
  | 'access'
  | 'removal';

/** Results of operations. @public */
export interface OperationAnswers {
  /** The database after the operation; for a restore, the new database. */
  database: DatabaseView;
  backup: Backup;
  credentials: RevealedCredentials;
  logs: Logs;
  nothing: void;
}

/** Request, permission, effect and audit event of an operation. @public */
export interface OperationDefinition {
  /** Title of the menu entry; ends with `…` if it opens a dialog. */
  title: string;
  group: OperationGroup;
  /** Effect on the users of the database, in one sentence. */
  effect: string;
  /** Whether it destroys data. */
  danger?: boolean;
  /** Whether it has no menu entry of its own. */
  hidden?: boolean;
  /** Additional description for the documentation of the API. */
  note?: string;
  /** Name of the method of the client. */
  call: string;
  method: 'POST' | 'PATCH' | 'DELETE';
  /** Below `/databases/:ref`; empty for the database itself. */
  path: '' | `/${string}`;
  /** Schema of the body, or of the query of a `DELETE`; absent: no input. */
  input?: z.ZodType;
  answers: keyof OperationAnswers;
  /** The method of a provider that performs the operation and returns the database; absent: the backend has code for the operation. */
  handler?: string;
  permission: ResourcePermission;
  audit: { eventId: string; severityLevel: 'medium' | 'high' };
  /** Whether it interrupts users or cannot be undone: not offered while the data of the page is stale. */
  disrupts: boolean;
  /** Whether it cannot start during another change, in which instances are created or removed. */
  alone?: boolean;
  /** Whether the response is confidential and must not be cached. */
  confidential?: boolean;
}
