import {
  amountOf,
  type DatabaseSpec,
  type FieldIssue,
} from '@pgstage/backstage-plugin-postgres-common';
import type { DatabaseConfig } from '../config/databaseConfig';
import { bytesOf } from '../config/text';

type Limits = { cpu?: string; memory?: string };

/** A spec, as far as it says how much a database may use. @public */
export interface SizedSpec extends Required<Pick<DatabaseSpec, 'size'>> {
  options: { resources?: { requests?: Limits; limits?: Limits } };
}

/** What requests and limits a database gets. A size that the configuration no longer has gives none. @public */
export function resourcesOf(
  config: Pick<DatabaseConfig, 'sizes'>,
  { size, options }: SizedSpec,
): { requests: Limits; limits: Limits } {
  const base = Object.hasOwn(config.sizes, size)
    ? config.sizes[size]
    : undefined;
  return {
    requests: { ...base?.requests, ...options.resources?.requests },
    limits: { ...base?.limits, ...options.resources?.limits },
  };
}

/** Where requests and limits do not fit each other. @public */
export function limitIssues(
  config: Pick<DatabaseConfig, 'sizes'>,
  spec: SizedSpec,
): FieldIssue[] {
  const { requests, limits } = resourcesOf(config, spec);
  return (
    [
      ['cpu', amountOf],
      ['memory', bytesOf],
    ] as const
  ).flatMap(([resource, read]) => {
    const [asked, limit] = [requests[resource], limits[resource]].map(read);
    return asked !== undefined && limit !== undefined && asked > limit
      ? [
          {
            field: `options.resources.requests.${resource}`,
            rule: `must be at most the limit, ${limits[resource]}`,
          },
        ]
      : [];
  });
}
