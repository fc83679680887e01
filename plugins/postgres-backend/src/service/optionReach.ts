import type {
  OptionClass,
  PostgresProvider,
} from '@pgstage/backstage-plugin-postgres-node';

type Options = Record<string, unknown>;

/** How far the options reach that a request sets to something else than they are. */
export interface OptionReach {
  /** The furthest-reaching class among them. */
  optionClass: OptionClass;
  /** Those of the class `platform`, as fields of the request. */
  platform: string[];
}

/** @param requested - replaces `existing` option by option; null takes one away. */
export function reachOf(
  provider: PostgresProvider,
  location: string,
  requested: Options = {},
  existing: Options = {},
): OptionReach {
  const replaced = Object.fromEntries(
    Object.entries(existing).filter(([key]) => Object.hasOwn(requested, key)),
  );
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
