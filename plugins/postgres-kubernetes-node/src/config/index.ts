export { backupTargetSchema, type BackupTarget } from './backupTarget';
export {
  checkDefaults,
  configBoolean,
  configText,
  databaseConfigFields,
  withDefaultSizes,
  type DatabaseConfig,
} from './databaseConfig';
export { cronOf, scheduleSchema, describeSchedule } from './schedule';
export {
  byteQuantity,
  bytesOf,
  cpuQuantity,
  dataKey,
  namespaceName,
  objectName,
} from './text';
