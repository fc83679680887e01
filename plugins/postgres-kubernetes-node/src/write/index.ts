export { bindDatabase, type BindRequest } from './bind';
export { changeLive } from './changeLive';
export { fieldAt } from './fieldAt';
export { type FollowUpRules } from './FollowUp';
export { Leftovers, type LeftoverRules } from './Leftovers';
export { LiveObjects, type LiveOptions, type LiveTarget } from './LiveObjects';
export { allOf, partsOf, type Manifest, type Manifests } from './Manifest';
export { manifestFiles } from './manifestFiles';
export { namespaceOf } from './namespaceOf';
export { isOurs, ourLabels, partMetadata } from './partMetadata';
export { PartWriter, type PartRules } from './PartWriter';
export { prune } from './prune';
export { type ReconcileRules } from './Reconciler';
export { refuseIfManaged } from './refuseIfManaged';
export { requestHash } from './requestHash';
export { removeDatabase } from './remove';
export { checkExisting, type WantedDatabase } from './checkExisting';
export { ensureCredentials } from './credentials';
export {
  checkCredentialTarget,
  credentialTargetOf,
  refuseOtherPlace,
  type TargetRequest,
} from './credentialTarget';
export { growthIssue, initSqlIssue, mergedSpec } from './changedSpec';
export { newIssues, type CheckedSpec } from './newIssues';
export { changeDatabase, type DatabaseChange } from './changeDatabase';
export { createDatabase, type NewDatabase } from './createDatabase';
export { createPart } from './createPart';
