import type { DatabaseSpec } from './model/database';
import type { DatabaseChange } from './model/operations';
import type { OperationGroup } from './operations';

/** A change that people look for by a name of its own. @public */
export interface ChangeDefinition {
  /** For the menu; ends with `…` where it asks for more. */
  title: string;
  group: OperationGroup;
  /** What it does to those who use the database, one sentence. */
  effect: string;
  /** What it changes: a field of the spec, or an option of the provider. */
  field?: keyof DatabaseSpec;
  option?: string;
}

/** The parts of the operation `change`, in the order of the menu. @public */
export const databaseChanges = {
  scale: {
    title: 'Change the number of members…',
    group: 'members',
    effect: 'Adds standbys, or takes some away with their volumes.',
    field: 'instances',
  },
  storage: {
    title: 'Grow the storage…',
    group: 'size',
    effect: 'Every member gets a larger volume; a volume cannot be shrunk.',
    field: 'storage',
  },
  upgrade: {
    title: 'Upgrade PostgreSQL…',
    group: 'size',
    effect:
      'A minor version ends each session once; a major one stops the database for minutes.',
    field: 'version',
  },
  'connection-limit': {
    title: 'Change connection limit…',
    group: 'size',
    effect: 'How many sessions the role may hold; open ones stay.',
    field: 'connectionLimit',
  },
  roles: {
    title: 'Add or drop roles…',
    group: 'contents',
    effect: 'Further roles beside the owner; sessions are not disturbed.',
    option: 'roles',
  },
  databases: {
    title: 'Add or drop databases…',
    group: 'contents',
    effect:
      'Further databases in the same server; dropping one deletes its data.',
    option: 'databases',
  },
  extensions: {
    title: 'Add extensions…',
    group: 'contents',
    effect: 'Creates them in the database; sessions are not disturbed.',
    field: 'extensions',
  },
  protection: {
    title: 'Switch protection on…',
    group: 'access',
    effect: 'Protection keeps the database from being removed.',
    field: 'protected',
  },
} as const satisfies Record<DatabaseChange, ChangeDefinition>;
