/** States of a database and its instances. */
export const states = {
  updatingPods: 'Updating the pods of the instances',
  setsUpdated: 'No StatefulSet waits for an update of its pod',

  acceptsConnections: 'accepts connections',
  replicationUnknown: 'accepts connections; whether it replicates is not known',
} as const;
