import {
  UnsupportedOperationError,
  type Database,
  type DatabaseOperation,
  type Section,
} from '@pgstage/backstage-plugin-postgres-common';
import type {
  PostgresProvider,
  ProviderCallOptions,
} from '@pgstage/backstage-plugin-postgres-node';
import type { z } from 'zod';
import { message } from '../messages';
import { checkedReport } from '../providers/checkedReport';
import type { ProviderRegistry } from '../providers/ProviderRegistry';
import type { SectionReader } from './SectionReader';

/** How to load a section of one database from its provider. */
export interface SectionLoad<T> {
  section: string;
  schema: z.ZodType<T>;
  load: (
    provider: PostgresProvider,
    ref: string,
    options: ProviderCallOptions,
  ) => Promise<T> | undefined;
  /** The operation whose reason explains why the section is not supported. */
  operation?: DatabaseOperation;
}

/** Reads a section of a database through its provider. */
export function readSection<T>(
  services: { registry: ProviderRegistry; sections: SectionReader },
  database: Database,
  { section, schema, load, operation }: SectionLoad<T>,
): Promise<Section<T>> {
  const provider = services.registry.get(database.provider);
  const what = `${section} of ${database.ref}`;
  return services.sections.read<T>(database.ref, section, {
    provider: provider.id,
    what,
    load: async signal => {
      const data = load(provider, database.ref, { signal });
      if (data) return checkedReport(provider.id, what, schema, await data);
      const support = operation && database.operations[operation];
      const reason =
        support?.supported === false
          ? support.reason
          : message('notOffered', { provider: provider.id });
      throw new UnsupportedOperationError(section, reason.text);
    },
  });
}
