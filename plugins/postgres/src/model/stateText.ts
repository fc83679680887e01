import { DatabaseView } from '@pgstage/backstage-plugin-postgres-common';
import type { Translate } from '../translation';

/** The state of a database in a word or two: what is known, and no more. */
export function stateText(
  t: Translate,
  { status: { state }, hibernated, fenced = [], usable }: DatabaseView,
): string {
  if (state === 'working' && usable.value) return t('state.accepting');
  if (state === 'changing' && hibernated) return t('state.hibernated');
  if (state === 'changing' && fenced.length) return t('state.fenced');
  return t(`state.${state}`);
}
