/** Statuses of an instance that need a person. */
export const problems = {
  statusProblem: "AWS reports the status '{{status}}': {{reason}}.",
  connectionsFail: 'Applications cannot connect.',
  connectionsMayFail: 'Applications may be unable to connect.',

  failedNext:
    'Restore the newest backup to a new instance in the AWS console. AWS cannot recover this one.',
  keyNext:
    'Ask the owner of the account to enable the KMS key and its grant for Amazon RDS again.',
  networkNext:
    'Ask the owner of the account to free addresses in the database subnets.',
  optionGroupNext:
    'Ask the owner of the account to correct the option group of the instance.',
  parametersNext:
    'Ask the owner of the account to correct the parameter group of the instance, then to reboot it.',
  restoreNext: 'Restore another moment to a new instance.',
  capacityNext: 'Choose another size, or wait until AWS has capacity again.',
  storageFullNext: 'Expand the storage.',
} as const;
