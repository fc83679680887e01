export { backupTargetSchema, type BackupTarget } from './backupTarget';
export {
  checkDefaults,
  configBoolean,
  configText,
  databaseConfigFields,
  retentionSchema,
  withDefaultSizes,
  type DatabaseConfig,
} from './databaseConfig';
export {
  cronOf,
  describeSchedule,
  nextRunAfter,
  scheduleSchema,
} from './schedule';
export {
  byteQuantity,
  bytesOf,
  cpuQuantity,
  dataKey,
  namespaceName,
  objectName,
} from './text';
