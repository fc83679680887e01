export { type BackupTarget, backupTargetSchema } from './backupTarget';
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
