import { communitySupportEnds } from '@pgstage/backstage-plugin-postgres-common';
import type { Translate } from './translation';

/** Describes until when the community supports a version, if that is known. */
export function supportText(
  t: Translate,
  version: string,
  now = new Date(),
): string | undefined {
  const date = communitySupportEnds(version);
  if (date === undefined) return undefined;
  return date < now.toISOString().slice(0, 10)
    ? t('version.unsupported', { date })
    : t('version.supported', { date });
}
