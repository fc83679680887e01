import { loadSource, requireFrom } from '../lib/sources.mjs';
import { fieldRows } from './jsonSchema.mjs';
import { code, page, table } from './markdown.mjs';
import { declarationsOf } from './packages.mjs';

const intro = `# Permissions

Without a permission policy (\`permission.enabled: false\`) ownership guards every database: who may see one of its entities in the catalog may read it, and who owns one of them may do everything that does not reach beyond the database. To force its removal, to set options of the class \`platform\` and to back up a whole server takes an administrator: the groups and users in \`postgres.admins\`, who may do all. With \`permission.enabled: true\` your policy decides instead, by these names. An answer 403 names the permission that was missing.`;

const rulesIntro = `## Conditions

A policy can decide by the database instead of with yes or no: it returns one of these conditions for the permissions of resource type \`postgres-database\`. They are exported by \`@pgstage/backstage-plugin-postgres-backend\` as \`postgresConditions\`, with \`createPostgresConditionalDecision\`. \`create\` is judged on the database as it is planned, in a dry run, too; \`change\` on the database before and after.`;

const binding = `## Entities of other teams

A right on databases is none on entities: that a policy grants \`create\` or \`bind\` lets nobody give a database to a component of somebody else. That takes an owner of the entity, a member of \`postgres.admins\`, or a policy in which \`HAS_ENTITY\` decides: with the entity the condition allows, without it it does not.

\`\`\`ts
// The platform team may bind databases to any entity, and others to what they own.
if (isPermission(permission, databaseBindPermission)) {
  const claims = user?.info.ownershipEntityRefs ?? [];
  return createPostgresConditionalDecision(
    permission,
    claims.includes('group:default/platform')
      ? postgresConditions.hasEntity({})
      : postgresConditions.isOwned({ claims }),
  );
}
\`\`\`

## Names and identities

The name of an entity is no identity: a component can be renamed, removed, or registered anew by somebody else. So a binding keeps \`metadata.uid\` of each entity and of the owner, and only the same uid gives rights.

| What the catalog has | Rights through it | Who can put it right |
| --- | --- | --- |
| the entity that was bound | yes | |
| no such entity (\`gone\`) | none | the owner in the binding or an administrator binds the database to another entity, or removes it |
| another uid under the name (\`replaced\`) | none | the owner in the binding confirms it where it owns the entity; else an administrator |
| an entity whose uid was never recorded (\`unconfirmed\`), as in records of older versions | none | the same |

Such a database is shown, with the reason, to the owner in the binding and to those who may bind it. After a rebuilt catalog, in which all uids are new, and after an upgrade from a version that recorded none, administrators confirm many at once: at the end of the tab of any component, under _Confirm the entities of databases_, or by \`POST /bindings/confirm\`. The owner in the binding keeps its rights by name only where no uid of it is recorded, because sign-in vouches for it and it need not be in the catalog; a group that was removed, or another one of its name, has none until an administrator confirms it. Where a policy decides, the same holds: what \`IS_OWNED\` calls owners are those with rights.`;

const adapting = `## Adapting a policy

Three things changed for policies:

- \`postgres.database.create\` was a basic permission and is one of resource type \`postgres-database\` now. A policy that answers it with \`ALLOW\` or \`DENY\` works as before; one that compares \`isPermission(permission, databaseCreatePermission)\` does, too. It can return a condition now, for example \`hasSize({ sizes: ['small'] })\`. A policy that allows every resource permission of this type without looking now allows \`create\`, too.
- \`ALLOW\` for \`create\` or \`bind\` no longer covers entities of other teams: see above.
- \`postgres.database.platform-options\` and \`postgres.server.backup\` are new. A policy that allows what it does not know grants them to everybody: deny them, or restrict them to the platform team.

\`\`\`ts
if (
  isPermission(permission, databasePlatformOptionsPermission) ||
  isPermission(permission, serverBackupPermission)
) {
  const isPlatform = user?.info.ownershipEntityRefs.includes('group:default/platform');
  return { result: isPlatform ? AuthorizeResult.ALLOW : AuthorizeResult.DENY };
}
if (isPermission(permission, databaseCreatePermission)) {
  return createPostgresConditionalDecision(permission, {
    allOf: [
      postgresConditions.hasLocation({ locations: ['main'] }),
      postgresConditions.hasOptionClass({ classes: ['free', 'allowed'] }),
    ],
  });
}
\`\`\`

A restricted service token (\`backend.auth.externalAccess\`) needs the new permissions by name as well. What a backend does for such a token asks the catalog with the plugin's own rights, so that it needs none there.`;

/** Renders the page of permissions and conditions. */
export async function permissionsPage() {
  const { postgresPermissions, databaseOperations, ...common } = loadSource(
    'plugins/postgres-common/src/index.ts',
  );
  const declared = await declarationsOf(
    'plugins/postgres-common/src/permissions.ts',
  );
  const nameOf = permission =>
    Object.keys(common).find(name => common[name] === permission);
  const operations = permission =>
    Object.entries(databaseOperations)
      .filter(([, operation]) => operation.permission === permission)
      .map(([id]) => code(id))
      .join(', ');
  const permissions = postgresPermissions.map(permission => [
    code(permission.name),
    permission.attributes.action,
    declared.get(nameOf(permission)).doc,
    operations(permission),
    permission.resourceType ? 'yes' : '',
    code(nameOf(permission)),
  ]);
  return page(
    intro,
    table(
      [
        'Permission',
        'Action',
        'Needed',
        'Decides the operation',
        'Conditions',
        'Exported as',
      ],
      permissions,
    ),
    'All are exported by `@pgstage/backstage-plugin-postgres-common`.',
    rulesIntro,
    table(['Rule', 'Meaning', 'Parameters'], ruleRows()),
    binding,
    adapting,
  );
}

function ruleRows() {
  const { z } = requireFrom('plugins/postgres-backend')('zod');
  const { postgresRules } = loadSource(
    'plugins/postgres-backend/src/authorization/rules.ts',
  );
  return Object.values(postgresRules).map(
    ({ name, description, paramsSchema }) => [
      code(name),
      description,
      fieldRows(z.toJSONSchema(paramsSchema))
        .map(([field, type, , meaning]) => `${field} (${type}): ${meaning}`)
        .join('<br>'),
    ],
  );
}
