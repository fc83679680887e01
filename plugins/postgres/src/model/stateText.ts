import { DatabaseView } from '@pgstage/backstage-plugin-postgres-common';
import type { Translate } from '../translation';

/** Describes the state of a database in one or two words. */
export function stateText(
  t: Translate,
  { status: { state }, hibernated, fenced = [], usable }: DatabaseView,
): string {
  if (state === 'working' && usable.value) return t('database.accepting');
  if (state === 'changing' && hibernated) return t('database.hibernated');
  if (state === 'changing' && fenced.length) return t('database.fenced');
  return t(`state.${state}`);
}
