import type {
  ClassifiedSpec,
  OptionClass,
  PostgresProvider,
} from '@pgstage/backstage-plugin-postgres-node';

/** The scope of the options that a request changes. */
export interface OptionScope {
  /** The class with the widest scope among them. */
  optionClass: OptionClass;
  /** The options of the class `platform`, as fields of the request. */
  platform: string[];
}

/**
 * @param requested - replaces `existing` field by field, and its options one by
 *   one; null removes an option.
 */
export function optionScopeOf(
  provider: PostgresProvider,
  location: string,
  { roles, databases, options = {} }: ClassifiedSpec,
  existing: ClassifiedSpec = {},
): OptionScope {
  const replaced = {
    roles: roles && existing.roles,
    databases: databases && existing.databases,
    options: Object.fromEntries(
      Object.entries(existing.options ?? {}).filter(([key]) =>
        Object.hasOwn(options, key),
      ),
    ),
  };
  const requested = { roles, databases, options };
  const classes = Object.entries(
    provider.classifyOptions?.(location, requested, replaced) ?? {},
  );
  const used = new Set(classes.map(([, optionClass]) => optionClass));
  const widestFirst: OptionClass[] = ['platform', 'allowed'];
  return {
    optionClass: widestFirst.find(each => used.has(each)) ?? 'free',
    platform: classes.flatMap(([field, each]) =>
      each === 'platform' ? field : [],
    ),
  };
}
