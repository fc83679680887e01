/** States of a database and its instances. */
export const states = {
  restarting: 'Restarting the instances one by one, standbys first',
  updatingPods: 'Updating the pods of the instances',
  setsUpdated: 'No StatefulSet waits for an update of its pod',

  acceptsConnections: 'accepts connections',
  replicationUnknown: 'accepts connections; whether it replicates is not known',
  isReadOnly: 'is in recovery: it rejects writes',
  streaming: 'streams from the primary',
  catchingUp: 'receives WAL of the past from the primary ({{state}})',
  notReplicating: 'accepts connections, but does not replicate',
  walLost:
    'does not replicate: the primary has removed WAL that it has not received',
} as const;
