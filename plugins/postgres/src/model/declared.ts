import { DatabaseView } from '@pgstage/backstage-plugin-postgres-common';
import type { Translate } from '../translation';

/** A further role, as `options.roles` holds it. */
export interface DeclaredRole {
  name: string;
  login?: boolean;
  createdb?: boolean;
  inRoles?: string[];
  passwordSecret?: string;
}

/** A further database, as `options.databases` holds it. */
export interface DeclaredDatabase {
  name: string;
  owner?: string;
  extensions?: string[];
}

const listOf = <T>(value: unknown): T[] => (Array.isArray(value) ? value : []);

export const declaredRoles = ({ spec }: DatabaseView) =>
  listOf<DeclaredRole>(spec.options?.roles);

export const declaredDatabases = ({ spec }: DatabaseView) =>
  listOf<DeclaredDatabase>(spec.options?.databases);

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
