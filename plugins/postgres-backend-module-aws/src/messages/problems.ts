/** Statuses of an instance that require action. */
export const problems = {
  statusProblem: "AWS reports the status '{{status}}': {{reason}}.",
  connectionsMayFail: 'Applications possibly cannot connect.',

  failedNext:
    'AWS cannot recover this instance. Restore the newest backup to a new database.',
  keyNext:
    'AWS cannot recover this instance. Ask the owner of the account to enable the KMS key again, then restore the newest backup to a new database.',
  keyForNowNext:
    'Ask the owner of the account to enable the KMS key and its grant for Amazon RDS again within seven days. Then start the database.',
  networkNext:
    'Ask the owner of the account to check the VPC, for example for free IP addresses in the database subnets.',
  optionGroupNext:
    'Ask the owner of the account to correct the option group of the instance.',
  parametersNext:
    'Ask the owner of the account to correct the parameter group of the instance and to reboot the instance.',
  restoreNext: 'Remove this database, then restore the source to another time.',
  capacityNext:
    'Remove the database. Then create it with another size, or some hours later.',
  storageFullNext: 'Increase the storage.',
} as const;
