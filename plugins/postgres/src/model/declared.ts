import type { Translate } from '../translation';

/**
 * Returns why the name of a new role or database is invalid. The provider
 * defines the valid names.
 */
export function nameProblem(
  t: Translate,
  name: string,
  taken: string[],
): string | undefined {
  return name && taken.includes(name)
    ? t('changes.name.taken', { name })
    : undefined;
}

/** Splits a text with names that are separated by commas or spaces. */
export const namesIn = (text: string) =>
  text.split(/[\s,]+/).filter(name => name !== '');
