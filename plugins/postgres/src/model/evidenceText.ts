import {
  Evidence,
  EvidenceSource,
  Verdict,
} from '@pgstage/backstage-plugin-postgres-common';
import { formatLocal } from '../format/time';

const SOURCES: Record<EvidenceSource, string> = {
  login: 'A login was tried',
  instance: 'PostgreSQL answered',
  readiness: 'Readiness probe of the instance',
  archive: 'List of the archive',
  backup: 'Report of a backup',
  engine: 'Status that the engine reports',
  request: 'What was asked for',
};

/** Where something is known from, and when that was seen, for a tooltip. */
export function evidenceText({ source, at }: Evidence): string {
  return `${SOURCES[source]}, ${formatLocal(at)}`;
}

/** What shows that something works; absent: it does not, or that is not known. */
export function evidenceOf(verdict: Verdict): Evidence | undefined {
  return verdict.state === 'working' ? verdict.evidence : undefined;
}
