/** Standbys and replication slots. */
export const replication = {
  standbyPromoted:
    'Standby {{name}} is not a standby: it was promoted and accepts writes.',
  standbyDisconnected: 'Standby {{name}} is not connected: {{error}}.',
  standbyNotStreaming:
    'Standby {{name}} runs, but does not stream from the primary.',
  standbyUnresponsive:
    'Standby {{name}} streams, but does not respond: {{error}}.',
  standbyPaused: 'WAL replay is paused on standby {{name}}.',
  standbyLagging: 'Standby {{name}} streams, but lags by {{minutes}} min.',
  standbyCannotTakeOver:
    'Reads on the standby return outdated data or fail, and it cannot replace the primary.',
  standbyCannotTakeOverPrimaryWorks:
    'The primary accepts connections. Reads on the standby return outdated data or fail, and it cannot replace the primary.',
  standbyDiverged:
    'Data that is written to it is not on the primary. It cannot replace the primary without losing the data of the primary.',
  checkStandby: 'Ask the administrator of the server to check the standby.',

  slotOfStandby:
    'Slot {{slot}} retains {{size}} of WAL for it (wal_status {{status}}).',
  slotLostWal:
    'WAL that replication slot {{slot}} requires has been removed (wal_status lost).',
  consumerIsLost: 'Its consumer must be initialized again.',
  dropSlotOrInitializeConsumer:
    'Ask the administrator of the server to drop the slot or to initialize its consumer again.',
  slotRetainsWal:
    'Replication slot {{slot}} is inactive and retains {{size}} of WAL.',
  slotFillsDisk:
    'WAL accumulates on the disk of the server until the slot is consumed or dropped.',
  startConsumerOrDropSlot:
    'Ask the administrator of the server to start its consumer or to drop the slot.',
} as const;
