/** States of a database and its instances. */
export const states = {
  creating: 'Creating the first instance',
  addingStandby: 'Adding a standby',
  updatingPods: 'Updating the pods of the instances',
  setsUpdated: 'No StatefulSet waits for an update of its pod',

  podUnreadable: 'its pod cannot be read',
  acceptsConnections: 'accepts connections',
  replicationUnknown: 'accepts connections; whether it replicates is not known',
} as const;
