export {
  backupAccess,
  backupsAreOff,
  isRestoring,
  requestsBackups,
} from './access';
export { backupVolumeAttention } from './attention';
export { continueBackup, hasOpenBackup } from './continueBackup';
export { backupFactsOf } from './facts';
export { withVolumeSize } from './option';
export { hasNewReport, recordCatalogue } from './recordCatalogue';
export { continueRestore, hasOpenRestore } from './continueRestore';
export { restorePhase } from './restorePhase';
export { sectionOf } from './section';
export { takeBackup } from './takeBackup';
