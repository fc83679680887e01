import { InstanceHealth } from '@pgstage/backstage-plugin-postgres-common';
import type { Translate } from '../../translation';

/** Describes the role of an instance, with the kind of replication of a standby if it is known. */
export function roleText(
  t: Translate,
  { role, syncState }: InstanceHealth,
): string {
  if (role === 'primary') return t('health.primary');
  switch (syncState) {
    case 'sync':
      return t('health.standbySync');
    case 'quorum':
      return t('health.standbyQuorum');
    case 'potential':
      return t('health.standbyPotential');
    case 'async':
      return t('health.standbyAsync');
    default:
      return t('health.standby');
  }
}
