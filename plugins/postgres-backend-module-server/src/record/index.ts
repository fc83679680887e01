export { loginsOf } from './loginsOf';
export type { Missing, RecordedDatabase } from './matchRecords';
export { operationsOf } from './operationsOf';
export { readRecords } from './readRecords';
export {
  formatRecord,
  identityOf,
  parseRecord,
  type DatabaseRecord,
} from './record';
export { recordVersionOf } from './recordVersion';
