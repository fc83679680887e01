/** Init SQL that waits, or did not complete. */
export const initSql = {
  initSqlNotRun: 'Init SQL could not be run. {{problem}}',
  initSqlWaits: 'Init SQL waits. {{problem}}',
  jobForbidden: 'Backstage lacks a permission.',
  jobQuota: 'A quota is exceeded.',
  jobAdmission: 'Kubernetes rejects its Job.',
  jobUnschedulable: 'Its pod cannot be scheduled.',
  jobImage: 'Its image cannot be run.',
  jobConfiguration: 'Its pod lacks a Secret or ConfigMap.',
  nothingHasRun: 'None of it has run.',
  askThenChangeInitSql:
    'Ask the platform team. Change options.initSqlAsOwner to run it again, or remove it (null) to continue without it.',
  initSqlRunsByItself:
    'Ask the platform team. It runs as soon as this is fixed.',
  changeInitSql:
    'Change options.initSqlAsOwner to run it again, or remove it (null) to continue without it.',
  correctInitSql:
    'Correct it: change options.initSqlAsOwner to run it again, or remove it (null) to continue without it.',
  checkBeforeInitSql:
    'Check what is in the database first. Then change options.initSqlAsOwner to the SQL that has not run yet, or remove it (null).',
  initSqlCannotConnect: 'Init SQL could not connect to the database.',
  initSqlFailed: 'Init SQL failed.',
  initSqlRolledBack:
    'Unless it commits by itself, none of its changes are in the database.',
  initSqlUnknownEffect:
    'It is not known whether its changes are in the database.',
  initSqlInterrupted: 'Init SQL was interrupted.',
  initSqlTimedOut: 'Init SQL was stopped: its time limit was exceeded.',
  initSqlStopped: 'Init SQL was stopped.',
  initSqlUnknown: 'It is not known whether init SQL has run.',
} as const;
