export { backupTargetSchema, type BackupTarget } from './backupTarget';
export {
  checkDefaults,
  configBoolean,
  configText,
  databaseConfigFields,
  withDefaultSizes,
  type DatabaseConfig,
} from './databaseConfig';
export {
  asSixFields,
  cronFields,
  describeCron,
  scheduleSchema,
  scheduleToCron,
} from './schedule';
export {
  amountOf,
  byteQuantity,
  bytesOf,
  cpuQuantity,
  dataKey,
  namespaceName,
  objectName,
} from './text';
