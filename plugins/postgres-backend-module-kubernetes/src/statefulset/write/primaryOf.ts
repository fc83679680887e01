import type { KubernetesObject } from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { labels } from '../model';

/** Returns the name of the instance that the read-write Service selects. It is another one than the first if somebody promoted a standby. */
export function primaryOf({ spec }: KubernetesObject): string | undefined {
  const { selector } = spec as { selector?: Record<string, string> };
  return selector?.[labels.instance];
}
