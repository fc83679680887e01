import { Evidence, Verdict } from '@pgstage/backstage-plugin-postgres-common';
import { formatLocal } from '../format/time';
import type { Translate } from '../translation';

/** Describes the source and the time of evidence, for a tooltip. */
export function evidenceText(t: Translate, { source, at }: Evidence): string {
  return t(`evidence.${source}`, { time: formatLocal(at) });
}

/** Returns the evidence that something works; undefined if it does not work or is unknown. */
export function evidenceOf(verdict: Verdict): Evidence | undefined {
  return verdict.state === 'working' ? verdict.evidence : undefined;
}
