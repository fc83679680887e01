export { listBackups } from './listBackups';
export { SNAPSHOT_METHOD, snapshotBackup } from './snapshotBackup';
