import { DatabaseView } from '@pgstage/backstage-plugin-postgres-common';
import type { Translate } from '../translation';

/** The state of a database in a word or two: what is known, and no more. */
export function stateText(
  t: Translate,
  { status: { state }, hibernated, fenced = [], usable }: DatabaseView,
): string {
  if (state === 'working' && usable.value) return t('database.accepting');
  if (state === 'changing' && hibernated) return t('database.hibernated');
  if (state === 'changing' && fenced.length) return t('database.fenced');
  return t(`state.${state}`);
}
