/** Replication, as an instance reports it. */
export const standbys = {
  promoted: 'not a standby: it was promoted and accepts writes',
  notConnected: 'not connected: {{error}}',
  statsForbidden: 'runs; its replication state requires the role pg_monitor',
  senderStatsForbidden:
    'connected; its replication state requires the role pg_monitor',
  notStreaming: 'runs, but does not stream from the primary',
  notQueried: 'not queried yet',
  unresponsive: 'streaming, but does not respond: {{error}}',
  replayPaused: 'replay is paused',
  lagging: 'streaming, lags by {{minutes}} min',
  streaming: 'streaming',
  catchingUp: 'catching up',
  connecting: 'connecting',
} as const;
