import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  coreKinds,
  type KubernetesObject,
  type ResourceKind,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { cnpgKinds } from '../model';

/** One watch event of a recording. */
export interface RecordedEvent {
  /** Unix seconds. */
  at: number;
  type: 'ADDED' | 'MODIFIED' | 'DELETED';
  object: KubernetesObject;
  resource: ResourceKind;
}

/** An action on the recorded database. */
export interface RecordedStep {
  at: number;
  step: string;
}

/** A recorded response of an instance manager. */
export interface RecordedStatus {
  at: number;
  step: string;
  pod: string;
  status: unknown;
}

/** Kinds whose objects are recorded and watched, in the order of their creation. */
const RESOURCES = [
  cnpgKinds.clusters.resource,
  cnpgKinds.backups.resource,
  cnpgKinds.scheduledBackups.resource,
  cnpgKinds.objectStores.resource,
  cnpgKinds.poolers.resource,
  cnpgKinds.databases.resource,
  coreKinds.services,
  coreKinds.endpointSlices,
  coreKinds.persistentVolumeClaims,
  coreKinds.pods,
];

function lines<T>(folder: string, name: string): T[] {
  const file = join(folder, `${name}.jsonl`);
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map(line => JSON.parse(line) as T);
}

/** Reads a recording of CloudNativePG in chronological order, from the given folder or from `__fixtures__`. */
export function readRecording(
  recordings: string,
  name = 'cloudnative-pg-1.30',
) {
  const folder = join(recordings, name);
  const events = RESOURCES.flatMap(resource =>
    lines<Omit<RecordedEvent, 'resource'>>(folder, resource.plural).map(
      event => ({ ...event, resource }),
    ),
  ).sort((a, b) => a.at - b.at);
  return {
    events,
    steps: lines<RecordedStep>(folder, 'steps'),
    statuses: lines<RecordedStatus>(folder, 'instance-status'),
  };
}
