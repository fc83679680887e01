import { Evidence, Verdict } from '@pgstage/backstage-plugin-postgres-common';
import { formatLocal } from '../format/time';
import type { Translate } from '../translation';

/** Where something is known from, and when that was seen, for a tooltip. */
export function evidenceText(t: Translate, { source, at }: Evidence): string {
  return t(`evidence.${source}`, { time: formatLocal(at) });
}

/** What shows that something works; absent: it does not, or that is not known. */
export function evidenceOf(verdict: Verdict): Evidence | undefined {
  return verdict.state === 'working' ? verdict.evidence : undefined;
}
