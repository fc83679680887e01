import {
  sinceOf,
  type RankedAttention,
  type RuleInput,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { message } from '../messages';
import type { StatefulSetSnapshot } from '../model';
import { catalogueIn } from './facts';

/** Returns attention for a volume that has no space for the next backup, as the last run has reported. */
export function backupVolumeAttention(
  input: RuleInput<StatefulSetSnapshot>,
): RankedAttention[] {
  const { snapshot } = input;
  const catalogue = catalogueIn(snapshot);
  if (!catalogue) return [];
  const { full, free, size, backups } = catalogue;
  const lastBytes = backups[0]?.bytes ?? 0;
  if (!full && free >= lastBytes) return [];
  const row = {
    id: 'backup-volume',
    nextStep: message('growBackupVolume'),
    evidence: message('backupVolumeSpace', {
      name: `${snapshot.backupClaims[0]?.name}`,
      free,
      size,
    }),
    ...sinceOf(input, 'backup-volume', full ? 'full' : 'small'),
  };
  return full
    ? [
        {
          ...row,
          impact: 'degraded',
          severity: 'error',
          what: message('backupVolumeFull'),
          meaning: message('backupVolumeFullMeaning'),
        },
      ]
    : [
        {
          ...row,
          impact: 'note',
          severity: 'warning',
          what: message('backupVolumeSmall'),
          meaning: message('backupVolumeSmallMeaning'),
        },
      ];
}
