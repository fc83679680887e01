import {
  amountOf,
  type DatabaseSpec,
  type FieldIssue,
} from '@pgstage/backstage-plugin-postgres-common';
import type { DatabaseConfig } from '../config/databaseConfig';
import { bytesOf } from '../config/text';

type Limits = { cpu?: string; memory?: string };

/** The fields of a spec that define the resources of a database. @public */
export interface SizedSpec extends Required<Pick<DatabaseSpec, 'size'>> {
  options: { resources?: { requests?: Limits; limits?: Limits } };
}

/** Returns the requests and limits of a database. A size that the configuration no longer has defines none. @public */
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

/** Returns issues of limits below their requests. @public */
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
    const [request, limit] = [requests[resource], limits[resource]].map(read);
    return request !== undefined && limit !== undefined && request > limit
      ? [
          {
            field: `options.resources.requests.${resource}`,
            rule: `must be at most the limit, ${limits[resource]}`,
          },
        ]
      : [];
  });
}
