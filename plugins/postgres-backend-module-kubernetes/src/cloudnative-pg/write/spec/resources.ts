import type { FieldIssue } from '@pgstage/backstage-plugin-postgres-common';
import { bytesOf } from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import type { CloudNativePgConfig } from '../../model';
import { parameterBytes } from './parameters';
import type { ResolvedSpec } from './resolveSpec';

/** CPUs as a number. */
const cpus = (text: string) =>
  text.endsWith('m') ? Number(text.slice(0, -1)) / 1000 : Number(text);

/** What requests and limits a database gets. */
export function resourcesOf(
  config: CloudNativePgConfig,
  { size, options }: Pick<ResolvedSpec, 'size' | 'options'>,
) {
  const base = config.sizes[size];
  return {
    requests: { ...base.requests, ...options.resources?.requests },
    limits: { ...base.limits, ...options.resources?.limits },
  };
}

/** Where requests, limits, parameters and volumes do not fit each other (validateResources of the operator). */
export function resourceIssues(
  config: CloudNativePgConfig,
  spec: ResolvedSpec,
): FieldIssue[] {
  const issues: FieldIssue[] = [];
  const { requests, limits } = resourcesOf(config, spec);
  const above = (a?: number, b?: number) =>
    a !== undefined && b !== undefined && a > b;
  if (
    above(
      requests.cpu ? cpus(requests.cpu) : undefined,
      limits.cpu ? cpus(limits.cpu) : undefined,
    )
  ) {
    issues.push({
      field: 'options.resources.requests.cpu',
      rule: `must be at most the limit, ${limits.cpu}`,
    });
  }
  if (above(bytesOf(requests.memory), bytesOf(limits.memory))) {
    issues.push({
      field: 'options.resources.requests.memory',
      rule: `must be at most the limit, ${limits.memory}`,
    });
  }
  const { parameters = {}, walStorage } = spec.options;
  const buffers = parameterBytes(parameters.shared_buffers ?? '');
  if (above(buffers, bytesOf(requests.memory))) {
    issues.push({
      field: 'options.parameters.shared_buffers',
      rule: `must be at most the memory that is requested, ${requests.memory}`,
    });
  }
  for (const key of ['min_wal_size', 'max_wal_size']) {
    const bytes = parameterBytes(parameters[key] ?? '');
    const volume = bytesOf(walStorage?.size);
    if (bytes !== undefined && volume !== undefined && bytes >= volume) {
      issues.push({
        field: `options.parameters.${key}`,
        rule: `must be less than the volume for WAL, ${walStorage?.size}`,
      });
    }
  }
  return issues;
}
