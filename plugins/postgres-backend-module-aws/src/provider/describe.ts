import type {
  Location,
  ProviderDescription,
} from '@pgstage/backstage-plugin-postgres-common';
import { z } from 'zod';
import type { CallOptions } from '../aws';
import type { RegionConfig } from '../config';
import { readInstances } from '../instance';
import type { RegionWatch } from '../observe';
import { changesOf, offeredOperations } from '../record';
import { NAME_MAX_LENGTH, NAME_PATTERN, NAME_RULE } from '../rules';
import { awsOptionsSchema, SPEC_FIELDS } from '../write';

/** Maximum age of a round that shows that the region is reachable. */
const CURRENT_MS = 5 * 60_000;

/** Describes the provider with all its regions. Checks the regions in parallel. */
export async function describeProvider(
  id: string,
  watches: RegionWatch[],
  options: CallOptions,
): Promise<ProviderDescription> {
  return {
    id,
    title: 'Amazon RDS',
    locations: await Promise.all(
      watches.map(watch => describeRegion(watch, options)),
    ),
    name: {
      pattern: NAME_PATTERN,
      maxLength: NAME_MAX_LENGTH,
      rule: NAME_RULE,
    },
    fields: [...SPEC_FIELDS],
    optionsSchema: optionsSchema(),
    operations: offeredOperations,
  };
}

async function describeRegion(
  watch: RegionWatch,
  options: CallOptions,
): Promise<Location> {
  const { config } = watch.api;
  const { roles, databases } = changesOf;
  const location = {
    id: config.id,
    title: config.title,
    ...(config.endpoint && {
      description: `An emulator at ${config.endpoint}, without PostgreSQL`,
    }),
    versions: config.versions,
    sizes: sizesOf(config),
    roles,
    databases,
  };
  try {
    const readAt = watch.reachableAt;
    if (!readAt || Date.now() - Date.parse(readAt) > CURRENT_MS)
      await readInstances(watch.api, options);
    return { ...location, reachable: true };
  } catch (error) {
    options.signal?.throwIfAborted();
    return { ...location, reachable: false, message: (error as Error).message };
  }
}

function sizesOf({ sizes }: RegionConfig) {
  return Object.entries(sizes).map(([id, size]) => ({
    id,
    title: [size.title, size.class, size.multiAz && 'Multi-AZ']
      .filter(Boolean)
      .join(', '),
  }));
}

/** Returns the JSON Schema of `spec.options`, as draft 7, which form libraries support. */
function optionsSchema(): ProviderDescription['optionsSchema'] {
  const { $schema, properties, ...rest } = z.toJSONSchema(awsOptionsSchema, {
    target: 'draft-7',
  });
  const folded = Object.entries(properties ?? {}).map(([name, property]) => [
    name,
    { ...(property as object), 'x-advanced': name !== 'multiAz' },
  ]);
  return { ...rest, properties: Object.fromEntries(folded) };
}
