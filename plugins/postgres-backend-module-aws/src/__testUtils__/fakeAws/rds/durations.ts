/**
 * Seconds of the status clock. AWS states no durations; these are of the usual
 * order. The storage lock of six hours is a rule ("Working with storage for
 * Amazon RDS DB instances").
 */
export const seconds = {
  create: 300,
  backUp: 120,
  /** How long the status stays `available` after a modification was accepted. */
  beforeModifying: 30,
  modify: 180,
  upgrade: 600,
  resetPassword: 30,
  optimizeStorage: 3_000,
  storageLock: 6 * 3_600,
  reboot: 60,
  stop: 120,
  start: 180,
  remove: 180,
  rotate: 60,
  /** A stopped instance starts by itself ("Stopping an Amazon RDS DB instance temporarily"). */
  stopped: 7 * 24 * 3_600,
};
