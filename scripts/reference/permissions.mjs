import { loadSource, requireFrom } from '../lib/sources.mjs';
import { fieldRows } from './jsonSchema.mjs';
import { code, page, table } from './markdown.mjs';
import { declarationsOf } from './packages.mjs';

const intro = `# Permissions

Without a permission policy (\`permission.enabled: false\`) ownership guards every database: who may see one of its entities in the catalog may read it, who owns one of them may do everything with it but force its removal, and the groups and users in \`postgres.admins\` may do all. With \`permission.enabled: true\` your policy decides instead, by these names. An answer 403 names the permission that was missing.`;

const rulesIntro = `## Conditions

A policy can decide by the database instead of with yes or no: it returns one of these conditions for the permissions of resource type \`postgres-database\`. They are exported by \`@pgstage/backstage-plugin-postgres-backend\` as \`postgresConditions\`, with \`createPostgresConditionalDecision\`.`;

/** The page of permissions and conditions. */
export async function permissionsPage() {
  const { postgresPermissions, operationPermissions, ...common } = loadSource(
    'plugins/postgres-common/src/index.ts',
  );
  const declared = await declarationsOf(
    'plugins/postgres-common/src/permissions.ts',
  );
  const nameOf = permission =>
    Object.keys(common).find(name => common[name] === permission);
  const operations = permission =>
    Object.keys(operationPermissions)
      .filter(operation => operationPermissions[operation] === permission)
      .map(code)
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
