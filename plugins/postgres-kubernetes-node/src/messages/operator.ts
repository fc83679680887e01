/** Failovers, and changes that the operator does not complete. */
export const operator = {
  operatorReports: 'The operator reports: {{report}}',
  noPhaseReported: 'The operator reports no phase.',
  primaryFailed: 'The primary failed.',
  namedPrimaryFailed: 'The primary {{name}} failed.',
  primaryFailedOver: 'The primary failed; {{name}} has taken over.',
  primaryFailingOver: 'The primary {{name}} failed; {{next}} is taking over.',
  unnamedPrimaryFailingOver: 'The primary failed; {{next}} is taking over.',
  applicationsCanConnectAgain: 'Applications can connect and write again.',
  waitForFailover:
    'Wait for the operator: it promotes a standby, usually within a minute.',
  failoverTakesLong:
    'Ask the platform team to check the operator and the standbys: a failover usually takes a minute.',

  changeTakesLong: 'A change takes longer than expected: {{change}}.',
  changeDoesNotEnd: 'The change does not finish by itself.',
  checkPodsAndEvents:
    'Ask the platform team to check the pods and their events.',
  checkOperatorRuns:
    'Ask the platform team whether the operator {{operator}} runs and watches this namespace.',
  thenCheckOperatorRuns:
    '{{first}} Then ask the platform team whether the operator {{operator}} runs and watches this namespace.',
  checkFinalizers:
    'Ask the platform team what blocks the deletion: a finalizer of the {{kind}} or of one of its parts.',
  checkQuota:
    'Ask the platform team why no pod is created: a quota may be exceeded, or an old volume is still being deleted.',
  checkDeclared:
    'Ask the platform team what the operator reports about the {{kind}}.',

  creationTakesLong: 'Creating the first instance takes long.',
  importMayTakeHours:
    'An import of a large database takes hours. It may also wait for something that never becomes available.',
  restoreTakesLong: 'The restore takes long.',
  copyTakesLong: 'Copying the data takes long.',
  copyMayTakeHours:
    'Large databases take hours. It may also wait for something that never becomes available.',
  checkRestoreLog:
    'Ask the platform team for the log of the pod. A restore pauses indefinitely if max_connections or a similar parameter is smaller than on the source.',

  waitForVolume: 'Wait until {{claims}} has been resized.',
  volumeWasResized:
    'The volume claim {{claim}} was resized to {{size}}: raise the storage size to the same value. If PostgreSQL is not running again within a few minutes, ask the platform team.',
  volumesTooSmall_one:
    '{{size}} is requested, but {{claims}} requests {{requested}}.',
  volumesTooSmall_other:
    '{{size}} is requested, but {{claims}} request {{requested}}.',
  noMoreSpace: 'The database has no more space than before.',
  checkStorageClass:
    'Ask the platform team whether the storage class allows volume expansion. If it does not, destroy an instance: its replacement gets a larger volume.',
} as const;
