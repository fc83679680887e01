export { operationsOf } from './operationsOf';
export { readRecords, type Query, type RecordedDatabase } from './readRecords';
export { formatRecord, parseRecord, type DatabaseRecord } from './record';
