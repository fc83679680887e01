import type { DatabaseSpec } from './model/spec';
import type { DatabaseChange } from './model/operations';
import type { OperationGroup } from './operationDefinition';

/** A change with a menu entry of its own. @public */
export interface ChangeDefinition {
  /** Title of the menu entry; ends with `…` if it opens a dialog. */
  title: string;
  group: OperationGroup;
  /** Effect on the users of the database, in one sentence. */
  effect: string;
  /** The field of the spec that it changes. */
  field: keyof DatabaseSpec;
}

/** The changes with menu entries of their own, in the order of the menu. @public */
export const databaseChanges = {
  scale: {
    title: 'Change the number of instances…',
    group: 'instances',
    effect: 'Adds standbys, or deletes some with their volumes.',
    field: 'instances',
  },
  storage: {
    title: 'Expand the storage…',
    group: 'size',
    effect: 'Expands the volume of each instance; a volume cannot shrink.',
    field: 'storage',
  },
  upgrade: {
    title: 'Upgrade PostgreSQL…',
    group: 'size',
    effect:
      'A minor upgrade ends each session once; a major upgrade stops the database for minutes.',
    field: 'version',
  },
  'connection-limit': {
    title: 'Change connection limit…',
    group: 'size',
    effect: 'Limits the sessions of the role; open sessions stay open.',
    field: 'connectionLimit',
  },
  roles: {
    title: 'Add or drop roles…',
    group: 'contents',
    effect: 'Manages roles other than the owner; sessions are not interrupted.',
    field: 'roles',
  },
  databases: {
    title: 'Add or drop databases…',
    group: 'contents',
    effect:
      'Manages additional databases on the same server; dropping one deletes its data.',
    field: 'databases',
  },
  extensions: {
    title: 'Add extensions…',
    group: 'contents',
    effect: 'Creates extensions in the database; sessions are not interrupted.',
    field: 'extensions',
  },
  protection: {
    title: 'Turn on deletion protection…',
    group: 'access',
    effect: 'Prevents the database from being removed.',
    field: 'protected',
  },
} as const satisfies Record<DatabaseChange, ChangeDefinition>;
