import type { ProviderDescription } from '@pgstage/backstage-plugin-postgres-common';
import type { Translate } from './translation';

type NameRule = ProviderDescription['name'];

const fits = (name: string, { pattern, maxLength }: NameRule) =>
  name.length <= maxLength && new RegExp(pattern).test(name);

/** What is wrong with a name, reading on from "Name"; nothing where it can be used. */
export function findNameProblem(
  t: Translate,
  name: string,
  rule: NameRule | undefined,
  taken: Set<string> | undefined,
): string | undefined {
  if (rule && !fits(name, rule)) return rule.rule;
  return taken?.has(name) ? t('name.taken') : undefined;
}

/** A free name made from an entity's, where the rule allows one that is close to it. */
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
