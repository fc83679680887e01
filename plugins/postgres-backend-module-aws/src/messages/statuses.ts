/** What the statuses of an instance mean, and what AWS charges. */
export const statuses = {
  available: 'Available',
  availableBackingUp: 'Available, while a backup is taken',
  availableOptimizing: 'Available, while storage is optimized',
  availableLoading: 'Available, while storage is loaded from the snapshot',

  isCreated: 'It is being created',
  isDeleted: 'It is being deleted',
  isModified: 'It is being modified',
  isUpgraded: 'PostgreSQL is being upgraded',
  reboots: 'It is rebooting',
  isRenamed: 'It is being renamed',
  maintenanceApplies: 'AWS is applying maintenance',
  passwordIsReplaced: 'Its password is being replaced',
  monitoringIsConfigured: 'Monitoring is being configured',
  iamLoginIsConfigured: 'IAM login is being configured',
  logExportsAreConfigured: 'Log exports are being configured',
  movesToVpc: 'It is being moved to a VPC',
  movesToOtherVpc: 'It is being moved to another VPC',
  starts: 'It is starting',
  stops: 'It is stopping',
  storageIsUpgraded: 'Its storage is being upgraded',
  deletionIsChecked: 'AWS is checking whether it can be deleted',

  stopped: 'Stopped',

  failed: 'It failed, and AWS cannot recover it',
  keyUnusable: 'Its KMS key cannot be used',
  keyUnusableForNow:
    'Its KMS key cannot be used; if it is usable again within seven days, AWS can start the instance',
  networkIncompatible: 'AWS cannot recover it, because its VPC prevents it',
  optionGroupIncompatible: 'Its option group is not compatible with it',
  parametersIncompatible:
    'Its parameters are not compatible with its instance class or version',
  timeNotRestored: 'It could not be restored to the requested time',
  noCapacity:
    'It could not be created, because AWS has no capacity for its instance class',
  restoreFailed: 'Its restore failed',
  storageFull: 'Its storage is full',

  unknownStatus: "AWS reports the unknown status '{{status}}'",
  notTried: 'Available, according to AWS; no login was tried',
  loginPending: 'Available, according to AWS; no login was tried yet',
  loginFailed:
    'Available, according to AWS; whether a login works is unknown: {{error}}',
  loginWorks: '{{status}}; a login works',
  emulatedInstance:
    'Available, according to an emulator of AWS; nothing listens at its endpoint',
  restoreCompletes: 'Restored; its password and settings are being set',
  noLoginTried: '{{status}}; no login was tried',
  startsAt: '{{status}}; AWS starts it at {{at}}',
  storageProgress: '{{status}}; {{percent}} % of the storage change completed',
  nothingCharged:
    '{{status}}; AWS does not charge for the instance in this status',
  storageCharged:
    '{{status}}; AWS charges only for storage and backups in this status',
} as const;
