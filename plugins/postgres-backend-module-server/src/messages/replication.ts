/** Standbys and replication slots. */
export const replication = {
  standbyPromoted:
    'Standby {{name}} is not a standby: it accepts writes of its own.',
  standbyDisconnected: 'Standby {{name}} is not connected: {{error}}.',
  standbyNotStreaming:
    'Standby {{name}} runs, but does not stream from the primary.',
  standbySilent: 'Standby {{name}} streams, but does not respond: {{error}}.',
  standbyPaused: 'Standby {{name}} has its replay paused.',
  standbyLate: 'Standby {{name}} streams, but is {{minutes}} min behind.',
  standbyCannotTakeOver:
    'Reads on the standby return old data or fail, and it cannot take over.',
  standbyCannotTakeOverPrimaryWorks:
    'The primary accepts connections. Reads on the standby return old data or fail, and it cannot take over.',
  standbyDiverged:
    'What is written to it is not on the primary. It cannot take over without losing what the primary holds.',
  checkStandby: 'Ask the administrator of the server to check the standby.',

  slotLostWal: 'Replication slot {{slot}} has lost WAL that its reader needs.',
  readerIsLost: 'Its reader must be copied again.',
  dropSlotOrCopyReader:
    'Ask the administrator of the server to drop the slot or to copy its reader again.',
  slotHoldsWal:
    'Replication slot {{slot}} is inactive and holds {{size}} of WAL.',
  slotFillsDisk:
    'The disk of the server fills up until the slot is read or dropped.',
  startReaderOrDropSlot:
    'Ask the administrator of the server to start its reader or to drop the slot.',
} as const;
