import {
  isFinal,
  type JobEnd,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { message } from '../messages';
import type { CachedDatabase } from '../model';
import { restoreVerdict } from './verdict';

/** Whether a database has the data that it was created for; why a restore has failed, or does not start. */
type RestoreState =
  | { state: 'filled' }
  | { state: 'pending'; said?: string }
  | { state: 'failed'; said: string };

function saidAt(end: JobEnd): string {
  switch (end.type) {
    case 'failed': {
      const verdict = restoreVerdict.safeParse(end.verdict).data;
      const said = Buffer.from(verdict?.said ?? '', 'base64').toString();
      return said.trim() || end.said || 'unknown';
    }
    case 'could-not-run':
    case 'lost':
      return end.said;
    case 'deadline':
      return message('restoreDeadline').text;
    default:
      return end.type;
  }
}

/** Returns the state of the restore that a database was created by; without one, it is filled. */
export function restoreStateOf({
  record: { restored },
  restoreJob,
}: Pick<CachedDatabase, 'record' | 'restoreJob'>): RestoreState {
  if (!restored || restoreJob?.end?.type === 'done') return { state: 'filled' };
  const { end, problem } = restoreJob ?? {};
  if (!restoreJob || !end) return { state: 'pending', said: problem?.said };
  const said = saidAt(end);
  return { state: isFinal(restoreJob) ? 'failed' : 'pending', said };
}
