/** Promotion of a standby. */
export const promotion = {
  stoppingPrimary: 'Stopping {{from}}, the old primary, before the promotion',
  startingPrimary:
    'Starting {{from}} again, because the promotion was cancelled',
  promoting: 'Promoting {{to}}',
  replacingPrimary: 'Creating {{from}}, the old primary, again as a standby',

  primaryNotStopped:
    'It is not proven that {{from}}, the old primary, is down: the promotion waits until its pod {{pod}} on node {{node}} has ended.',
  stopNode:
    'If the node does not respond, ask the platform team to switch it off, and then to delete it from Kubernetes: its pods end with it. Do not force-delete the pod before. To cancel, promote {{from}}.',
  promotionFailed: '{{to}} was not promoted: {{said}}',
  promotionWaits: 'The Job that promotes {{to}} does not start: {{said}}',
  promotionFailedMeaning:
    '{{from}}, the old primary, is stopped or stopping, and no other instance is the primary: nothing can be written.',
  promoteOther:
    'Promote another standby, or {{to}} again. To cancel, promote {{from}}: it then starts again.',
  promoteSame:
    'It is not known whether {{to}} is a primary now. Promote {{to}} again.',
  letPromotionRun:
    'Ask the platform team to let the Job run. To cancel while there is no Job, promote {{from}}.',

  promotionRuns: '{{to}} is being promoted: wait until that has ended.',
  promotionUnsure:
    'It is not known whether {{to}} has become a primary: promote {{to}} again first.',
  isPrimary: '{{name}} is the primary already.',
  standbyNotReady: '{{name}} is not ready: it cannot be promoted.',
  createdBefore:
    'The database was created by a version that had no promotion. Create a new database, and copy the data.',
  noStandby: 'No standby is ready.',
  promotionStops:
    'The primary is stopped first, and nothing can be written for about a minute. Its volume is deleted afterwards: it clones the new primary.',
} as const;
