export { DatabaseBackups } from './DatabaseBackups';
export { scheduleDumps } from './scheduleDumps';
export { runDueDumps } from './runDueDumps';
