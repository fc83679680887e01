import type {
  Location,
  ProviderDescription,
} from '@pgstage/backstage-plugin-postgres-common';
import { z } from 'zod';
import type { RegionConfig } from '../config';
import type { RegionWatch } from '../observe';
import { changesOf, offeredOperations } from '../record';
import { NAME_MAX_LENGTH, NAME_PATTERN, NAME_RULE } from '../rules';
import { awsOptionsSchema, SPEC_FIELDS } from '../write';

/** Describes the provider with all its regions, as they were last read: a region that does not respond delays no form. */
export function describeProvider(
  id: string,
  watches: RegionWatch[],
): ProviderDescription {
  return {
    id,
    title: 'Amazon RDS',
    locations: watches.map(describeRegion),
    name: {
      pattern: NAME_PATTERN,
      maxLength: NAME_MAX_LENGTH,
      rule: NAME_RULE,
    },
    fields: [...SPEC_FIELDS],
    optionsSchema: optionsSchema(watches[0]?.api.config),
    operations: offeredOperations,
  };
}

function describeRegion({
  api: { config },
  reachability,
}: RegionWatch): Location {
  const { roles, databases } = changesOf;
  return {
    id: config.id,
    title: config.title,
    ...(config.endpoint && {
      description: `An emulator at ${config.endpoint}, without PostgreSQL`,
    }),
    versions: config.versions,
    sizes: sizesOf(config),
    roles,
    databases,
    ...reachability,
  };
}

function sizesOf({ sizes }: RegionConfig) {
  return Object.entries(sizes).map(([id, size]) => ({
    id,
    title: [size.title, size.class, size.multiAz && 'Multi-AZ']
      .filter(Boolean)
      .join(', '),
  }));
}

/** Returns the JSON Schema of `spec.options`, as draft 7, which form libraries support. Without a credential store, there is no target. */
function optionsSchema(
  config?: RegionConfig,
): ProviderDescription['optionsSchema'] {
  const { $schema, properties, ...rest } = z.toJSONSchema(awsOptionsSchema, {
    target: 'draft-7',
  });
  const offered = Object.entries(properties ?? {}).filter(
    ([name]) => name !== 'credentials' || config?.credentialStore,
  );
  const folded = offered.map(([name, property]) => [
    name,
    {
      ...(property as object),
      ...(name === 'credentials' && { properties: targetFields(config!) }),
      ...(name !== 'multiAz' && { 'x-advanced': true }),
    },
  ]);
  return { ...rest, properties: Object.fromEntries(folded) };
}

/** Returns the fields of a target, with the values that the configuration allows. */
function targetFields({ credentialNamespaces }: RegionConfig) {
  const allowed = credentialNamespaces.map(each => each.split('/'));
  const valuesOf = (index: number) => ({
    type: 'string',
    ...(allowed.length > 0 && {
      enum: [...new Set(allowed.map(each => each[index]))],
    }),
  });
  return {
    cluster: { title: 'Kubernetes cluster', ...valuesOf(0) },
    namespace: { title: 'Namespace', ...valuesOf(1) },
  };
}
