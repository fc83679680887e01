import type { FieldIssue } from '@pgstage/backstage-plugin-postgres-common';
import {
  bytesOf,
  limitIssues,
  resourcesOf,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import type { CloudNativePgConfig } from '../../model';
import { parameterBytes } from './parameters';
import type { ResolvedSpec } from './resolveSpec';

/** Returns where requests, limits, parameters and volumes contradict each other (validateResources of the operator). */
export function resourceIssues(
  config: CloudNativePgConfig,
  spec: ResolvedSpec,
): FieldIssue[] {
  const issues = limitIssues(config, spec);
  const { requests } = resourcesOf(config, spec);
  const memory = bytesOf(requests.memory);
  const { parameters = {}, walStorage } = spec.options;
  const buffers = parameterBytes(parameters.shared_buffers ?? '');
  if (buffers !== undefined && memory !== undefined && buffers > memory) {
    issues.push({
      field: 'options.parameters.shared_buffers',
      rule: `must be at most the requested memory, ${requests.memory}`,
    });
  }
  for (const key of ['min_wal_size', 'max_wal_size']) {
    const bytes = parameterBytes(parameters[key] ?? '');
    const volume = bytesOf(walStorage?.size);
    if (bytes !== undefined && volume !== undefined && bytes >= volume) {
      issues.push({
        field: `options.parameters.${key}`,
        rule: `must be less than the size of the WAL volume, ${walStorage?.size}`,
      });
    }
  }
  return issues;
}
