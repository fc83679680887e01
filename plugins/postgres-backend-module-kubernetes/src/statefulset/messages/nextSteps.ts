/** What to do about problems: there is no operator. */
export const nextSteps = {
  noFailover:
    'Kubernetes restarts the primary on a node that can attach its volume. No standby takes over automatically. A pod on an unreachable node stays Terminating until the node is back or removed. Do not force-delete the pod before the node is off.',
  askForPrimary:
    'Ask the platform team to check the pod and the volume of the primary. No standby takes over automatically.',
  checkStandbyPod:
    'Ask the platform team to check the pod. If the standby cannot recover, ask the platform team to delete its volume claim and its pod: it is then cloned again.',
  turnBackupsOn: 'Turn on the option backup of the database.',
  checkPodsOfSets:
    'Ask the platform team to check the StatefulSets, their pods and the events.',

  askForExpansion:
    'Ask the platform team whether the storage class allows volume expansion.',
  copyBeforeDeletion:
    'Ask the platform team. A deletion cannot be undone: copy the data before the pod ends.',
} as const;
