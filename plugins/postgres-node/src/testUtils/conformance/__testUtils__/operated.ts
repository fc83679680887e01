import {
  handledOperations,
  invalidField,
  type Database,
} from '@pgstage/backstage-plugin-postgres-common';
import type {
  PostgresProvider,
  ProviderWriteOptions,
} from '../../../contract/PostgresProvider';
import type { Stored } from './InMemoryEngine';

interface Input {
  instance?: string;
  instances?: string[];
  wake?: boolean;
  lift?: boolean;
}

/** Effects of operations, besides that they are recorded. */
const effects: Record<string, (stored: Stored, input: Input) => void> = {
  hibernate: (stored, { wake }) => {
    stored.hibernated = !wake;
  },
  fence: (stored, { lift }) => {
    stored.fenced = !lift;
  },
  'destroy-instance': (stored, { instance }) => {
    stored.instances = stored.instances.map(name =>
      name === instance ? `${name}x` : name,
    );
  },
};

/** Returns the methods of all handled operations. */
export function operated(
  operate: (
    ref: string,
    options: ProviderWriteOptions,
    work: (stored: Stored) => void,
  ) => Promise<Database>,
): Partial<PostgresProvider> {
  const all = handledOperations.map(({ id, handler }) => {
    const method = (ref: string, ...rest: unknown[]) => {
      const options = rest.pop() as ProviderWriteOptions;
      const [input = {}] = rest as Input[];
      return operate(ref, options, stored => {
        for (const name of input.instances ?? [input.instance])
          if (name !== undefined && !stored.instances.includes(name))
            throw invalidField(
              'instance',
              `must be one of ${stored.instances}`,
            );
        stored.performed.push(id);
        effects[id]?.(stored, input);
      });
    };
    return [handler, method];
  });
  return Object.fromEntries(all);
}
