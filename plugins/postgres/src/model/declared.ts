import type { Translate } from '../translation';

/** Why a new role or database cannot have a name. Which names are valid is the provider's rule. */
export function nameProblem(
  t: Translate,
  name: string,
  taken: string[],
): string | undefined {
  return name && taken.includes(name)
    ? t('changes.name.taken', { name })
    : undefined;
}

/** The names in a line of text, with commas or blanks between them. */
export const namesIn = (text: string) =>
  text.split(/[\s,]+/).filter(name => name !== '');
