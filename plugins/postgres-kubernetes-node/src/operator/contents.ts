import type { Support } from '@pgstage/backstage-plugin-postgres-common';
import { z } from 'zod';
import { message } from '../messages';
import { contentsSchemas } from '../options/contentsSchemas';
import type { OperatorSnapshot } from './OperatorReport';
import type { OperatorRules } from './OperatorRules';

/** The rules for further roles and databases. */
export type ContentsRules = Pick<
  OperatorRules<OperatorSnapshot>,
  'title' | 'names' | 'contents'
>;

const NOT_CREATED = {
  roles: 'noFurtherRoles',
  databases: 'noFurtherDatabases',
} as const;

/** Returns whether further roles and databases can be requested. */
export function contentsSupport({ title, contents = {} }: ContentsRules) {
  const supportOf = (field: 'roles' | 'databases'): Support =>
    contents[field]
      ? { supported: true }
      : {
          supported: false,
          reason: message(NOT_CREATED[field], { operator: title }),
        };
  return { roles: supportOf('roles'), databases: supportOf('databases') };
}

/** Returns the schema of further roles and databases. */
export function contentsSchema(rules: ContentsRules): z.ZodType {
  const support = contentsSupport(rules);
  const schemas = contentsSchemas(rules.names);
  const schemaOf = (field: 'roles' | 'databases') => {
    const { [field]: is } = support;
    if (!is.supported)
      return z.undefined({ error: `must be omitted: ${is.reason.text}` });
    const taken = ['name', ...(rules.contents?.[field] ?? [])];
    const { shape } = schemas[field].unwrap().element;
    return z
      .array(
        z.strictObject(
          Object.fromEntries(
            Object.entries(shape).filter(([key]) => taken.includes(key)),
          ),
        ),
      )
      .max(100)
      .optional();
  };
  return z.object({
    roles: schemaOf('roles'),
    databases: schemaOf('databases'),
  });
}
