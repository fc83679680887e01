import { Need, Support } from '@pgstage/backstage-plugin-postgres-common';

/** Returns the preconditions as sentences: providers return them as clauses. */
export function needsOf(support: Support | undefined): Need[] {
  const needs = (support?.supported && support.needs) || [];
  return needs.map(({ text, met }) => ({
    text: `${text[0].toUpperCase()}${text.slice(1)}`,
    met,
  }));
}
