import { createPermission } from '@backstage/plugin-permission-common';

/** Resource type of every permission on a database. @public */
export const RESOURCE_TYPE_POSTGRES_DATABASE = 'postgres-database';

type Action = 'create' | 'read' | 'update' | 'delete';

const permission = (name: string, action: Action) =>
  createPermission({
    name: `postgres.${name}`,
    attributes: { action },
    resourceType: RESOURCE_TYPE_POSTGRES_DATABASE,
  });

const onDatabase = (name: string, action: Action) =>
  permission(`database.${name}`, action);

/** To see a database in lists, the tab and the catalog. @public */
export const databaseReadPermission = onDatabase('read', 'read');

/** To ask for a new database, also as a copy or as manifests; judged on the database that is planned. @public */
export const databaseCreatePermission = onDatabase('create', 'create');

/** To change to which entities a database belongs, to confirm them, and to adopt one. @public */
export const databaseBindPermission = onDatabase('bind', 'update');

/** To change what a database is: size, limits, extensions, protection; judged on the database before and after. @public */
export const databaseChangePermission = onDatabase('change', 'update');

/** To set options of the class `platform`, which reach into what others use. @public */
export const databasePlatformOptionsPermission = onDatabase(
  'platform-options',
  'update',
);

/** To restart, switch over, hibernate, fence and remove instances. @public */
export const databaseOperatePermission = onDatabase('operate', 'update');

/** To take a backup now. @public */
export const databaseBackupPermission = onDatabase('backup', 'update');

/** To take a backup of the whole server, which holds databases of others, too. @public */
export const serverBackupPermission = permission('server.backup', 'update');

/** To restore: the copy holds the same data, so it is more than reading. @public */
export const databaseRestorePermission = onDatabase('restore', 'update');

/** To replace the password. @public */
export const databaseRotatePasswordPermission = onDatabase(
  'rotate-password',
  'update',
);

/** To see a password. @public */
export const databaseRevealPermission = onDatabase(
  'reveal-credentials',
  'read',
);

/** To remove a database with its data. @public */
export const databaseRemovePermission = onDatabase('remove', 'delete');

/** To remove it although sessions are open or protection is on. @public */
export const databaseForceRemovePermission = onDatabase(
  'force-remove',
  'delete',
);

/** Every permission of this plugin. @public */
export const postgresPermissions = [
  databaseReadPermission,
  databaseCreatePermission,
  databaseBindPermission,
  databaseChangePermission,
  databasePlatformOptionsPermission,
  databaseOperatePermission,
  databaseBackupPermission,
  serverBackupPermission,
  databaseRestorePermission,
  databaseRotatePasswordPermission,
  databaseRevealPermission,
  databaseRemovePermission,
  databaseForceRemovePermission,
];
