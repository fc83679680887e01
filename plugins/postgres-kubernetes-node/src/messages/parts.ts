/** Services, poolers, volumes, certificates, and declared roles and databases. */
export const parts = {
  serviceHasNoEndpoints:
    'The service {{name}} has no endpoints although the primary is ready.',
  checkService:
    'Ask the platform team to check the service and its EndpointSlices.',
  poolerDegraded: 'Pooler {{name}} is degraded.',
  poolerDown: 'Pooler {{name}} is down.',
  poolerWorks:
    'Connections through it work. It may accept fewer, or cannot be updated.',
  poolerConnectionsFail:
    'Applications that connect through the pooler cannot connect. Direct connections work.',
  checkPooler: 'Ask the platform team to check the pods of the pooler.',
  volumeIsDeleted: 'Volume {{name}} is being deleted.',
  volumeGoesWithPod:
    'The volume and the data of its instance are deleted as soon as the pod that uses it ends.',
  deletionIsFinal:
    'Ask the platform team. A deletion cannot be undone: destroy the instance while another instance or a backup has the data; the operator then creates a new one.',
  volumeHasProblem: 'Volume {{name}} has a problem.',
  instanceMayNotStart: 'Its instance cannot start, or runs out of space.',
  checkVolumeClaim: 'Ask the platform team to check the volume claim.',
  certificateExpired: 'Certificate {{name}} has expired.',
  certificateExpires_one: 'Certificate {{name}} expires in {{count}} day.',
  certificateExpires_other: 'Certificate {{name}} expires in {{count}} days.',
  certificateEffect:
    'Once it has expired, replication and connections that verify certificates are refused.',
  certificateNotRenewed:
    'The operator should have renewed it: ask the platform team.',
  renewCertificate:
    'Ask the owner of the Secret {{name}} to renew the certificate.',
  roleNotApplied: 'The declared role {{name}} could not be applied.',
  roleDiffers:
    'The role is missing, or its privileges differ from the declaration.',
  correctRole: 'Correct the declaration of the role.',
  databaseNotApplied: 'The declared database {{name}} could not be applied.',
  databaseDiffers:
    'It is missing, or differs from its declaration. Other databases are not affected.',
  correctDatabase: 'Correct its declaration, for example the owner.',

  serviceUp_one: 'UP, {{count}} endpoint',
  serviceUp_other: 'UP, {{count}} endpoints',
  serviceDown: 'DOWN, no endpoint is ready',
  serviceWithoutStandby: 'DOWN: there is no standby',
  partHibernated: 'DOWN while hibernated',
  itsEndpointsUnread: 'its endpoints cannot be read',
  poolerUp: 'UP, {{ready}} of {{instances}} ready, {{mode}} mode',
  poolerPartlyUp: 'UP, but only {{ready}} of {{instances}} ready',
  poolerNotReconciled: 'UP, but the operator cannot reconcile it',
  poolerIsDown: 'DOWN',
  poolerPaused: 'paused: clients wait until it is resumed',
  poolerWithoutInstance: 'DOWN: it has no instance',
  poolerRestarts_one: 'PgBouncer restarted {{count}} time',
  poolerRestarts_other: 'PgBouncer restarted {{count}} times',

  volumeBoundWith: 'bound, {{capacity}}',
  volumeDeletion: 'being deleted (Terminating) since {{since}}',
  volumeDeletionInUse:
    'being deleted (Terminating) since {{since}}: its data is deleted as soon as the pod that uses it ends',
  volumeLost: 'lost: its volume no longer exists',
  volumeNotUsable: 'not usable, as the operator reports',
  volumeDangling: 'dangling: no pod uses it',
  volumeDanglingWith: 'dangling: no pod uses it, {{capacity}}',
  volumeNew: 'new: waits for a volume',
  volumeNewOfClass: 'new: waits for a volume of class {{storageClass}}',
  volumeWaits: '{{phase}}: waits for a volume',
  volumeWaitsOfClass: '{{phase}}: waits for a volume of class {{storageClass}}',
  volumeGrows: 'being expanded from {{from}} to {{to}}',
  volumeCannotGrow: 'cannot be expanded from {{from}} to {{to}}: {{reason}}',

  expired: 'expired',
  expires_one: 'expires in {{count}} day',
  expires_other: 'expires in {{count}} days',
} as const;
