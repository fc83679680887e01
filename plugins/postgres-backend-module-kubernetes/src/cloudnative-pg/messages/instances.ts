/** States of an instance: whether it is up, and how a standby follows. */
export const instances = {
  rewinding: 'DOWN, rewinding to follow the primary',
  doesNotRespond: 'PostgreSQL does not respond: {{error}}',
  doesNotRespondUnexplained: 'PostgreSQL does not respond: no reason given',
  managerForbidden:
    'UP, but Backstage is not allowed to query its instance manager',
  managerDoesNotRespond:
    'UP, but its instance manager does not respond: {{error}}',
  managerNotQueried: 'UP, but its instance manager was not queried',
  primaryUp: 'UP, accepts reads and writes',
  replayPaused: 'UP, replay is paused',
  streaming: 'UP, streaming',
  streamingBehind: 'UP, streaming, {{minutes}} min behind',
  catchingUp: 'UP, catching up',
  connecting: 'UP, connecting',
  senderState: 'UP, {{state}}',
  receivingFromSource: 'UP, receiving WAL from {{source}}',
  readingArchiveOfSource:
    'UP, reading the WAL of {{source}} from the archive; the lag is not known',
  receivingPrimaryDoesNotRespond:
    'UP, receiving WAL, but the primary does not respond',
  primaryDoesNotRespond: 'UP, but the primary does not respond',
  receiving: 'UP, receiving WAL',
  notConnected: 'UP, not connected to the primary',
  settingsRequireRestart: '{{state}}; changed settings require a restart',
} as const;
