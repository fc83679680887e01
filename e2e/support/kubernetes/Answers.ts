import type { KubernetesObject } from '../../../plugins/postgres-kubernetes-node/src/cluster';
import type {
  RecordedEvent,
  RecordedStatus,
} from '../../../plugins/postgres-backend-module-kubernetes/src/cloudnative-pg/__testUtils__/recording';
import { retold } from './retold';

/** What the instance managers of one database answer, as the recorded ones did. */
export class Answers {
  /** While nothing is amiss: those of a fenced or just failed instance fit no other moment. */
  readonly recorded: RecordedStatus[];
  /** The last ones, by the recorded name of the pod. */
  readonly #last = new Map<string, string>();

  constructor(statuses: RecordedStatus[], private readonly database: string) {
    this.recorded = statuses.filter(
      ({ step }) => !['failover', 'fenced'].includes(step),
    );
  }

  /** Of a pod that changes. Each was asked at some moments only: what it will tell at the next, it tells as soon as it serves. */
  ofPod({ object, at }: RecordedEvent): string | undefined {
    if (!isServing(object)) return undefined;
    const { name } = object.metadata;
    const next = this.recorded.find(
      status => status.pod === name && status.at >= at,
    );
    return next ? this.tell(next) : this.#last.get(name);
  }

  tell({ pod, status, at }: RecordedStatus): string {
    const answer = JSON.stringify(retold(status, this.database, at));
    this.#last.set(pod, answer);
    return answer;
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
