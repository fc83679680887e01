import {
  DatabaseView,
  FurtherDatabase,
  FurtherRole,
  Part,
} from '@pgstage/backstage-plugin-postgres-common';
import type { Translate } from '../translation';

/** `reporting: can log in, member of readers; role "readers" does not exist`. */
export function roleText(
  t: Translate,
  role: FurtherRole,
  parts: Part[] = [],
): string {
  const { name, login = true, createdb, inRoles = [] } = role;
  return withAttributes(t, name, [
    login
      ? t('changes.roles.attribute.login')
      : t('changes.roles.attribute.noLogin'),
    createdb && t('changes.roles.attribute.createdb'),
    inRoles.length > 0 &&
      t('changes.roles.attribute.groups', { groups: inRoles.join(', ') }),
    troubleOf('role', name, parts),
  ]);
}

/** `reports: owner orders, extensions pg_trgm`. */
export function databaseText(
  t: Translate,
  { name, owner, extensions = [] }: FurtherDatabase,
  { user }: Pick<DatabaseView, 'user'>,
  parts: Part[] = [],
): string {
  return withAttributes(t, name, [
    t('changes.databases.attribute.owner', {
      owner: owner ?? user ?? t('changes.databases.itself'),
    }),
    extensions.length > 0 &&
      t('changes.databases.attribute.extensions', {
        extensions: extensions.join(', '),
      }),
    troubleOf('database', name, parts),
  ]);
}

/** `Drop a, b, add c`; nothing where nothing changes. */
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

function withAttributes(
  t: Translate,
  name: string,
  attributes: (string | false | undefined)[],
): string {
  return t('changes.declared', {
    name,
    attributes: attributes.filter(Boolean).join(', '),
  });
}

function troubleOf(kind: Part['kind'], name: string, parts: Part[]) {
  const part = parts.find(each => each.kind === kind && each.name === name);
  return part && part.state !== 'working' ? part.reason : undefined;
}
