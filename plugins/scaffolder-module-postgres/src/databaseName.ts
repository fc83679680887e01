import type { ProviderDescription } from '@pgstage/backstage-plugin-postgres-common';
import type { Translate } from './translation';

type NameRule = ProviderDescription['name'];

const fits = (name: string, { pattern, maxLength }: NameRule) =>
  name.length <= maxLength && new RegExp(pattern).test(name);

/**
 * Returns the problem of a name as the rest of a sentence after "Name", or
 * undefined if the name can be used.
 */
export function findNameProblem(
  t: Translate,
  name: string,
  rule: NameRule | undefined,
  taken: Set<string> | undefined,
): string | undefined {
  if (rule && !fits(name, rule)) return rule.rule;
  return taken?.has(name) ? t('name.taken') : undefined;
}

/** Suggests a free name based on the name of an entity, if the rule allows a similar name. */
export function suggestName(
  entityName: string,
  rule: NameRule,
  taken: Set<string>,
): string | undefined {
  const plain = entityName.toLocaleLowerCase('en-US').slice(0, rule.maxLength);
  const bases = [
    plain,
    plain.replace(/[^a-z0-9]+/g, '-'),
    plain.replace(/[^a-z0-9]+/g, '_'),
  ];
  return bases
    .flatMap(base => [`${base}-db`, `${base}_db`, base])
    .find(name => fits(name, rule) && !taken.has(name));
}
