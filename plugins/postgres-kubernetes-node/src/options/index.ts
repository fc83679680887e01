export { backupOption } from './backup';
export { credentialsOption } from './credentials';
export { quotaUsageOf } from './quotaUsageOf';
export { ownerSqlOption, SQL_RULE } from './initSql';
export { OptionClasses, type OptionRule } from './optionClasses';
export { isDatabaseScoped } from './parameterScope';
export { hbaLine, isParameterName, parameterValue } from './postgresConf';
export { affinityOption, resourcesOption } from './scheduling';
export { beginsWithSql } from './sql';
export {
  annotationValue,
  anyImage,
  databaseName,
  databaseNameProblem,
  extensionName,
  grantedRole,
  imageName,
  keyed,
  labelValue,
  majorOfImage,
  metadataKeyProblem,
  named,
  roleNameProblem,
  type OperatorRoles,
} from './nameRules';
export { contentsIssues } from './contentsIssues';
export {
  backupIssues,
  extensionIssues,
  imageIssues,
  listIssues,
  type SharedOptions,
} from './issues';
export { issuesOf } from './issuesOf';
export { nameIssues, type NameRules } from './nameIssues';
export { limitIssues, resourcesOf, type SizedSpec } from './resources';
export { commonClasses } from './commonClasses';
export { poolerOption, synchronousOption } from './replication';
export { contentsSchemas } from './contentsSchemas';
export {
  enabledBackup,
  resolvedBackup,
  resolvedFields,
  sizeIssues,
} from './resolve';
