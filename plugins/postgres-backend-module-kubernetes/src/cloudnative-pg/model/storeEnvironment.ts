/** An entry in the environment of a container. */
export interface EnvironmentVariable {
  name: string;
  value?: string;
}

/** Variables that a pod gets from the ObjectStore to which it archives. The operator recreates the pod if they change. */
const STORE_VARIABLES = [
  'AWS_DEFAULT_REGION',
  'AWS_REQUEST_CHECKSUM_CALCULATION',
  'AWS_RESPONSE_CHECKSUM_VALIDATION',
] as const;

export function storeEnvironment(
  all: EnvironmentVariable[] = [],
): Record<string, string> {
  return Object.fromEntries(
    all.flatMap(({ name, value }) =>
      value !== undefined && STORE_VARIABLES.some(each => each === name)
        ? [[name, value]]
        : [],
    ),
  );
}
