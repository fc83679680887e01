/** Instances that are down, and the effects. */
export const instances = {
  applicationsCannotWrite:
    'Applications cannot write, and may be unable to connect.',
  standbyIsDown: 'Reads on this standby fail, and it cannot take over.',
  standbyIsDownPrimaryWorks:
    'The primary accepts connections. Reads on this standby fail, and it cannot take over.',
  onPurpose: '{{effect}} This was done on purpose.',

  primaryHasNoPod: 'The primary {{name}} has no pod.',
  primaryNotReady: 'The primary {{name}} is not ready.',
  primaryHasNoPodNoneReady:
    'The primary {{name}} has no pod, and none of {{count}} instances is ready: applications cannot connect.',
  primaryNotReadyNorOthers:
    'The primary {{name}} is not ready, nor is any other of {{count}} instances: applications cannot connect.',
  waitForPrimary:
    'Wait a few minutes: the operator restarts the primary or promotes a standby.',
  standbyNotPromoted:
    'Ask the platform team to check the pods and the operator: it has not promoted a standby.',
  primaryNotRestarted:
    'Ask the platform team to check the pods and the operator: it has not restarted the primary.',
  standbyHasNoPod: 'Standby {{name}} has no pod.',
  standbyNotReady: 'Standby {{name}} is not ready.',
  checkStandby:
    'Ask the platform team to check the pod. A standby that cannot recover can be destroyed; the operator then creates another.',
  fenced: 'Fenced: PostgreSQL is stopped on {{names}}.',
  liftFence: 'Lift the fence when the inspection is done.',

  synchronousStandbysMissing_one:
    'Writes wait: {{ready}} of {{count}} required synchronous standby is ready (dataDurability: required).',
  synchronousStandbysMissing_other:
    'Writes wait: {{ready}} of {{count}} required synchronous standbys are ready (dataDurability: required).',
  writesAreNotConfirmed:
    'Applications can read. Writes are not confirmed until enough standbys are ready.',
  checkStandbys:
    'Ask the platform team to check the standbys. With dataDurability: preferred, writes continue without them, and a failover may lose some.',

  up: 'UP',
  upAsReported: 'UP, as the operator reports; its pod cannot be read',
  down: 'DOWN, {{why}}',
  downHibernated: 'DOWN, hibernated',
  downFenced: 'DOWN, fenced: PostgreSQL is stopped on purpose',
  podUnread: 'its pod cannot be read',
  podIsStopping: 'its pod is being stopped',
  noPod: 'it has no pod',
  podPhase: 'its pod is {{phase}}',
  podIsNew: 'its pod is new',
  postgresNotReady: 'PostgreSQL is not ready',

  databaseDoesNotStart: 'The database does not start.',
} as const;
