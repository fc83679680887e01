/** Why an operation is not supported or not possible now, and what it means. */
export const operations = {
  memberOfCluster:
    'It is a member of the Multi-AZ DB cluster {{cluster}}, which is not supported.',
  managedByStack:
    'It is managed by the CloudFormation stack {{stack}}, which would revert a change. Make the change there.',
  managedByAck:
    'It is managed by ACK in the namespace {{namespace}}, which would revert a change. Make the change there.',
  managedByCrossplane:
    'It is managed by the Crossplane resource {{resource}}, which would revert a change. Make the change there.',
  managedByTool:
    'It is managed by {{tool}}, which would revert a change. Make the change there.',
  isReplica: 'It is a read replica of {{source}}.',
  recordUnconfirmed:
    'Its record is not signed by this Backstage installation. An administrator must confirm it first by adopting the database.',
  recordIsReplayed:
    'Its record is older than one that Backstage has seen. An administrator must confirm it first by adopting the database.',

  noSql:
    'Backstage changes nothing by SQL in RDS instances. Connect as the user of the database instead.',
  passwordNotManaged:
    'AWS does not manage the password of its master user. Ask the owner of the instance.',
  secretObstacle:
    "AWS reports the status '{{status}}' of the secret with the password.",
  rotationTakes:
    'AWS replaces the password in its secret within about a minute. Applications must read it again.',
  certificateInConsole:
    'Backstage does not rotate the certificate. Use the AWS console. By default, AWS restarts the instance for it.',
  upgradeInConsole:
    'Backstage does not upgrade PostgreSQL. Use the AWS console.',
  cannotFence: 'Amazon RDS stops PostgreSQL only together with the instance.',
  standbyReplacedByAws:
    'Amazon RDS replaces a failed standby of a Multi-AZ instance itself.',
  replicasNotSupported:
    'Read replicas are not supported: Amazon RDS does not allow them with a password that AWS manages. For a standby, turn on Multi-AZ (options.multiAz).',

  restoreDiffers:
    'The new database has security groups and a password of its own, and the network and parameters of the configuration.',
  restoreUpgrades:
    'Standard support of its version ended at {{at}}: AWS upgrades the new database to another major version. It has security groups and a password of its own, and the network and parameters of the configuration.',

  storageLocked:
    'After it, AWS changes the storage again at the earliest after six hours.',
  rebootsInstance:
    'Amazon RDS reboots the instance, without a failover to a standby.',
  keepsSnapshot:
    'AWS first takes the snapshot {{snapshot}}, which is retained and charged until it is deleted, and retains the automated backups until they expire.',
  noStandby: 'It has no standby. Turn on Multi-AZ first (options.multiAz).',
  replicasPreventStop:
    'Amazon RDS cannot stop an instance that has read replicas.',
  stoppedFor:
    'AWS starts a stopped instance after seven days, and charges for its storage and backups until then.',
  statusObstacle: '{{status}}.',
  protectedAndStopped:
    'It is protected against removal, and AWS changes no stopped instance. Start it first.',
  replicasPromoted:
    'It has read replicas, which AWS would promote to databases of their own: {{replicas}}. Remove them first.',
  pendingApplied:
    'Pending changes are applied with it, before the maintenance window: {{fields}}.',
} as const;
