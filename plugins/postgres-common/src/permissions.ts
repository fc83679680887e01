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

/** Read a database in lists, the tab and the catalog. @public */
export const databaseReadPermission = onDatabase('read', 'read');

/** Create a database, restore into a new one, or render manifests; evaluated on the planned database. @public */
export const databaseCreatePermission = onDatabase('create', 'create');

/** Change the binding of a database, confirm its entities, or adopt a database. @public */
export const databaseBindPermission = onDatabase('bind', 'update');

/** Change the spec of a database, such as size, limits, extensions or protection; evaluated on the database before and after the change. @public */
export const databaseChangePermission = onDatabase('change', 'update');

/** Set options of the class `platform`, which affect shared resources. @public */
export const databasePlatformOptionsPermission = onDatabase(
  'platform-options',
  'update',
);

/** Restart, switch over, hibernate, fence and destroy instances, promote standbys, and rotate certificates. @public */
export const databaseOperatePermission = onDatabase('operate', 'update');

/** Create a backup. @public */
export const databaseBackupPermission = onDatabase('backup', 'update');

/** Create a backup of a whole server, which contains databases of other owners, too. @public */
export const serverBackupPermission = permission('server.backup', 'update');

/** Delete a backup. @public */
export const databaseDeleteBackupPermission = onDatabase(
  'delete-backup',
  'delete',
);

/** Restore into a new database. A permission of its own, because the copy contains the same data. @public */
export const databaseRestorePermission = onDatabase('restore', 'update');

/** Rotate the password. @public */
export const databaseRotatePasswordPermission = onDatabase(
  'rotate-password',
  'update',
);

/** Reveal the password. @public */
export const databaseRevealPermission = onDatabase(
  'reveal-credentials',
  'read',
);

/** Read the logs of the instances. A permission of its own, because logs can contain statements with data. @public */
export const databaseReadLogsPermission = onDatabase('read-logs', 'read');

/** Remove a database with its data. @public */
export const databaseRemovePermission = onDatabase('remove', 'delete');

/** Remove a database despite open sessions or protection. @public */
export const databaseForceRemovePermission = onDatabase(
  'force-remove',
  'delete',
);

/** All permissions of this plugin. @public */
export const postgresPermissions = [
  databaseReadPermission,
  databaseCreatePermission,
  databaseBindPermission,
  databaseChangePermission,
  databasePlatformOptionsPermission,
  databaseOperatePermission,
  databaseBackupPermission,
  serverBackupPermission,
  databaseDeleteBackupPermission,
  databaseRestorePermission,
  databaseRotatePasswordPermission,
  databaseRevealPermission,
  databaseReadLogsPermission,
  databaseRemovePermission,
  databaseForceRemovePermission,
];
