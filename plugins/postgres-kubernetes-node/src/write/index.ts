export { bindDatabase, type BindRequest } from './bind';
export { changeLive } from './changeLive';
export { fieldAt } from './fieldAt';
export { type FollowUpRules } from './FollowUp';
export { OrphanCleaner, type OrphanRules } from './OrphanCleaner';
export {
  LiveObjects,
  type LiveOptions,
  type LiveDatabase,
} from './LiveObjects';
export {
  allOf,
  partsOf,
  type Manifest,
  type DatabaseManifests,
} from './Manifest';
export { manifestFiles } from './manifestFiles';
export { namespaceOf } from './namespaceOf';
export {
  isManagedByPgstage,
  pgstageLabels,
  partMetadata,
} from './partMetadata';
export { PartWriter, type PartRules } from './PartWriter';
export { prune } from './prune';
export { type ReconcileRules } from './Reconciler';
export { checkNotManaged } from './checkNotManaged';
export { newRecord } from './newRecord';
export { checkRemovable, removeDatabase } from './remove';
export { checkExisting, type RequestedDatabase } from './checkExisting';
export { ensureCredentials } from './credentials';
export {
  checkCredentialTarget,
  credentialTargetOf,
  checkAllowedNamespace,
  type CredentialRequest,
} from './credentialTarget';
export { growthIssue, initSqlIssue, mergedSpec } from './changedSpec';
export { newIssues, type CheckedSpec } from './newIssues';
export { changeDatabase, type DatabaseChange } from './changeDatabase';
export { createDatabase, type NewDatabase } from './createDatabase';
export { createPart } from './createPart';
export { untilCached } from './untilSeen';
