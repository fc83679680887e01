import type { KubernetesObject } from '../../../plugins/postgres-kubernetes-node/src/cluster';
import type {
  RecordedEvent,
  RecordedStatus,
} from '../../../plugins/postgres-backend-module-kubernetes/src/cloudnative-pg/__testUtils__/recording';
import { adaptRecorded } from './adaptRecorded';

/** Recorded responses of the instance managers of one database. */
export class RecordedResponses {
  /** Without those of a fenced or failed instance, which fit no other time. */
  readonly recorded: RecordedStatus[];
  /** The last responses, by the recorded name of the pod. */
  readonly #last = new Map<string, string>();

  constructor(statuses: RecordedStatus[], private readonly database: string) {
    this.recorded = statuses.filter(
      ({ step }) => !['failover', 'fenced'].includes(step),
    );
  }

  /**
   * Returns the response of a changed pod. The recording has responses only at
   * some times: the next one is used as soon as the pod serves.
   */
  ofPod({ object, at }: RecordedEvent): string | undefined {
    if (!isServing(object)) return undefined;
    const { name } = object.metadata;
    const next = this.recorded.find(
      status => status.pod === name && status.at >= at,
    );
    return next ? this.responseFrom(next) : this.#last.get(name);
  }

  responseFrom({ pod, status, at }: RecordedStatus): string {
    const response = JSON.stringify(adaptRecorded(status, this.database, at));
    this.#last.set(pod, response);
    return response;
  }
}

function isServing({ metadata, status }: KubernetesObject): boolean {
  const { conditions = [] } = (status ?? {}) as {
    conditions?: Array<{ type: string; status: string }>;
  };
  return (
    /primary|replica/.test(metadata.labels?.['cnpg.io/instanceRole'] ?? '') &&
    conditions.some(({ type, status: is }) => type === 'Ready' && is === 'True')
  );
}
