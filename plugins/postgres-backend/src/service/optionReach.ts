import type {
  ClassifiedSpec,
  OptionClass,
  PostgresProvider,
} from '@pgstage/backstage-plugin-postgres-node';

/** How far the options reach that a request sets to something else than they are. */
export interface OptionScope {
  /** The furthest-reaching class among them. */
  optionClass: OptionClass;
  /** Those of the class `platform`, as fields of the request. */
  platform: string[];
}

/** @param requested - replaces `existing` field by field, and its options one by one; null takes one away. */
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
  const further: OptionClass[] = ['platform', 'allowed'];
  return {
    optionClass: further.find(each => used.has(each)) ?? 'free',
    platform: classes.flatMap(([field, each]) =>
      each === 'platform' ? field : [],
    ),
  };
}
