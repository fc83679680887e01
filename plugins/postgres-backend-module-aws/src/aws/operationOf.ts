/** A command of the SDK. */
export interface Command<Output> {
  /** Identifies the operation, for example as `[9, 'com.amazonaws.rds', 'DescribeDBInstances', …]`. */
  readonly schema?: unknown;
  resolveMiddleware(
    stack: never,
    config: never,
    options: unknown,
  ): (input: never) => Promise<{ output: Output }>;
}

/** Returns the name of the operation, which is that of the IAM action. A bundler can rename the class, but not the name in the schema. */
export function operationOf({ schema }: { readonly schema?: unknown }): string {
  const name = Array.isArray(schema)
    ? schema[2]
    : (schema as { name?: unknown } | undefined)?.name;
  return String(name);
}
