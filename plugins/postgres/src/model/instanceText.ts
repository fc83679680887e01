import { InstanceHealth } from '@pgstage/backstage-plugin-postgres-common';
import { formatLag, replayLag } from '../format/lag';
import type { Translate } from '../translation';

/** `orders-2 (on node-b): streaming, lag 0.8 ms (0 B)`. */
export function instanceText(
  t: Translate,
  { name, role, reason, lag: known, node }: InstanceHealth,
): string {
  if (role === 'primary')
    return node
      ? t('instance.primaryOn', { name, node, reason })
      : t('instance.primary', { name, reason });
  if (!known)
    return node
      ? t('instance.standbyOn', { name, node, reason })
      : t('instance.standby', { name, reason });
  const lag = formatLag(t, replayLag(known));
  return node
    ? t('instance.standbyLagOn', { name, node, reason, lag })
    : t('instance.standbyLag', { name, reason, lag });
}
