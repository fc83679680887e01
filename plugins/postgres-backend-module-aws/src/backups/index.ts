export { listBackups } from './listBackups';
export { isDeletable, SNAPSHOT_METHOD, snapshotBackup } from './snapshotBackup';
