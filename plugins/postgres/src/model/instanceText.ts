import { InstanceHealth } from '@pgstage/backstage-plugin-postgres-common';
import { formatLag, replayLag } from '../format/lag';
import type { TextOf } from '../hooks/useMessageText';
import type { Translate } from '../translation';
import { reasonText } from './reasonText';

/** `orders-2 (on node-b): streaming, lag 0.8 ms (0 B)`. */
export function instanceText(
  t: Translate,
  textOf: TextOf,
  { name, role, reason: message, lag: known, node }: InstanceHealth,
): string {
  const reason = reasonText(textOf, message);
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
