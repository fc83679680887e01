import { InstanceHealth } from '@pgstage/backstage-plugin-postgres-common';
import type { Translate } from '../../translation';

/** The role of an instance, with how a standby replicates where that is known. */
export function roleText(
  t: Translate,
  { role, syncState }: InstanceHealth,
): string {
  if (role === 'primary') return t('health.primary');
  switch (syncState) {
    case 'sync':
    case 'quorum':
      return t('health.standbySync');
    case 'potential':
      return t('health.standbyPotential');
    case 'async':
      return t('health.standbyAsync');
    default:
      return t('health.standby');
  }
}
