/** Pods that cannot run. */
export const pods = {
  podCannotPullImage: 'Instance {{name}} cannot pull its image.',
  podImageNameInvalid: 'Instance {{name}} has an invalid image name.',
  podImageNotOnNode:
    'The image of instance {{name}} is not present on the node, and may not be pulled.',
  podImageUnreadable: 'The image of instance {{name}} cannot be inspected.',
  podRegistryUnavailable: 'Instance {{name}} cannot reach the image registry.',
  podCrashes: 'Instance {{name}} keeps crashing.',
  podConfigurationMissing:
    'Instance {{name}} needs a Secret or ConfigMap that does not exist.',
  podCannotStart: 'Instance {{name}} cannot start its container.',
  podFailed: 'Instance {{name}} failed.',
  podPending: 'Instance {{name}} does not start.',
  podUnschedulable: 'Instance {{name}} cannot be scheduled on a node.',

  checkImage:
    'Check that the image exists and that the pull secret can read it.',
  checkImageOrChange:
    'Check that the image exists and that the pull secret can read it, or change the image.',
  askForPodLog: 'Ask the platform team for the log of the pod.',
  askForPodEvents: 'Ask the platform team for the events of the pod.',
  createWhatIsMissing:
    'Ask the platform team to create the missing Secret or ConfigMap.',
  waitForNode:
    'Wait a few minutes if nodes and volumes are added automatically. Otherwise ask the platform team for capacity, or for the volume that the pod is waiting for.',
  waitForNodeOrAskForLess:
    'Wait a few minutes if nodes and volumes are added automatically. Otherwise ask the platform team for capacity, or for the volume that the pod is waiting for, or request fewer resources.',
  askForCapacity:
    'Ask the platform team for capacity, or for the volume that the pod is waiting for.',
  askForCapacityOrLess:
    'Ask the platform team for capacity, or for the volume that the pod is waiting for, or request fewer resources.',
} as const;
