import {
  DatabaseView,
  FurtherDatabase,
  FurtherRole,
  Part,
} from '@pgstage/backstage-plugin-postgres-common';
import type { TextOf } from '../hooks/useMessageText';
import type { Translate } from '../translation';
import { reasonText } from './reasonText';

/** `reporting: can log in, member of readers; role "readers" does not exist`. */
export function declaredRoleText(
  t: Translate,
  textOf: TextOf,
  role: FurtherRole,
  parts: Part[] = [],
): string {
  const { name, login = true, createdb, inRoles = [] } = role;
  const attributes = [
    login
      ? t('changes.roles.attribute.login')
      : t('changes.roles.attribute.noLogin'),
    createdb && t('changes.roles.attribute.createdb'),
    inRoles.length > 0 &&
      t('changes.roles.attribute.groups', { groups: inRoles.join(', ') }),
  ];
  const problem = problemOf(textOf, 'role', name, parts);
  return declaredText(t, name, attributes, problem);
}

/** `reports: owned by orders, extensions pg_trgm`. */
export function declaredDatabaseText(
  t: Translate,
  textOf: TextOf,
  { name, owner, extensions = [] }: FurtherDatabase,
  { user }: Pick<DatabaseView, 'user'>,
  parts: Part[] = [],
): string {
  const attributes = [
    t('changes.databases.attribute.owner', {
      owner: owner ?? user ?? t('changes.databases.itself'),
    }),
    extensions.length > 0 &&
      t('changes.databases.attribute.extensions', {
        extensions: extensions.join(', '),
      }),
  ];
  const problem = problemOf(textOf, 'database', name, parts);
  return declaredText(t, name, attributes, problem);
}

/** Describes a change: `Drop a, b and add c`; undefined without a change. */
export function changeText(
  t: Translate,
  names: { dropped: string[]; added?: string },
): string | undefined {
  const { added } = names;
  const dropped = names.dropped.join(', ');
  if (dropped && added) return t('changes.summary.both', { dropped, added });
  if (dropped) return t('changes.summary.drop', { dropped });
  return added && t('changes.summary.add', { added });
}

function declaredText(
  t: Translate,
  name: string,
  known: (string | false | undefined)[],
  reason: string | undefined,
): string {
  const attributes = known.filter(Boolean).join(', ');
  return reason
    ? t('changes.declaredProblem', { name, attributes, reason })
    : t('changes.declared', { name, attributes });
}

function problemOf(
  textOf: TextOf,
  kind: Part['kind'],
  name: string,
  parts: Part[],
): string | undefined {
  const part = parts.find(each => each.kind === kind && each.name === name);
  return part && part.state !== 'working'
    ? reasonText(textOf, part.reason)
    : undefined;
}
