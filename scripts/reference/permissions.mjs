import { loadSource, requireFrom } from '../lib/sources.mjs';
import { fieldRows } from './jsonSchema.mjs';
import { code, page, table } from './markdown.mjs';
import { declarationsOf } from './packages.mjs';

const intro = `# Permissions

Without a permission policy (\`permission.enabled: false\`), access is based on ownership: users who can see an entity of a database in the catalog may read the database, and owners of an entity may do everything that affects only this database. Administrators, the groups and users in \`postgres.admins\`, may do everything with every database. Only they may force a removal, set options of the class \`platform\`, back up a whole server, and see and adopt databases that belong to no entity. With \`permission.enabled: true\`, your policy decides instead, by these names. A 403 response contains the missing permission.`;

const rulesIntro = `## Conditions

Instead of allowing or denying, a policy can return one of these conditions on the database, for the permissions of resource type \`postgres-database\`. They are exported by \`@pgstage/backstage-plugin-postgres-backend\` as \`postgresConditions\`, with \`createPostgresConditionalDecision\`. \`create\` is evaluated on the planned database, also in a dry run; \`change\` on the database before and after the change.`;

const binding = `## Entities of other teams

A permission on databases does not include entities: a policy that grants \`create\` or \`bind\` does not allow users to bind a database to a component of another team. This requires an owner of the entity, a member of \`postgres.admins\`, or a policy that decides by \`HAS_ENTITY\`: the condition allows the database with the entity, and does not allow it without.

\`\`\`ts
// The platform team may bind databases to any entity, all others to entities that they own.
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

The name of an entity is not an identity: a component can be renamed, removed, or registered again by another user. Therefore a binding contains the \`metadata.uid\` of each entity and of the owner, and only the same uid grants rights.

| Entity in the catalog | Rights through it | Who can resolve it |
| --- | --- | --- |
| the bound entity | yes | |
| does not exist (\`gone\`) | none | the owner in the binding or an administrator binds the database to another entity, or removes it |
| has another uid (\`replaced\`) | none | the owner in the binding confirms it if it owns the entity; otherwise an administrator |
| its uid was never recorded (\`unconfirmed\`), as in records of older versions | none | the same |

Such a database is shown, with the reason, to the owner in the binding and to users who may bind it. After the catalog was rebuilt, which creates new uids, and after an upgrade from a version that did not record uids, administrators can confirm many databases together: at the end of the tab of any component, under _Confirm entities_, or with \`POST /bindings/confirm\`. The owner in the binding keeps its rights by name only if its uid was not recorded, because sign-in authenticates it and it does not have to be in the catalog; a group that was removed, or replaced by another one of its name, has no rights until an administrator confirms it. The same applies if a policy decides: the owners for \`IS_OWNED\` are those with rights.`;

const adapting = `## Adapting a policy

Earlier versions differ in three points:

- \`postgres.database.create\` was a basic permission, and now has the resource type \`postgres-database\`. A policy that returns \`ALLOW\` or \`DENY\` for it still works, and so does a comparison with \`isPermission(permission, databaseCreatePermission)\`. The policy can now also return a condition, for example \`hasSize({ sizes: ['small'] })\`. A policy that allows every permission of this resource type now also allows \`create\`.
- \`ALLOW\` for \`create\` or \`bind\` no longer includes entities of other teams, see above.
- \`postgres.database.platform-options\` and \`postgres.server.backup\` are new. A policy that allows unknown permissions grants them to all users: deny them, or restrict them to the platform team.

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

A restricted service token (\`backend.auth.externalAccess\`) also needs the new permissions by name. For such a token, the plugin queries the catalog with its own credentials, so the token needs no permissions there.`;

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
