import { mockServices } from '@backstage/backend-test-utils';
import {
  ExistingObjectError,
  managedBy,
  objectKey,
  type KubernetesObject,
  type ObjectId,
  type ResourceKind,
  type WatchedKind,
} from '../../cluster';
import { KindStore } from '../../cluster/watch/KindStore';
import { LiveObjects } from '../../write/LiveObjects';
import { healthOf } from '../health';
import { evaluationRulesOf } from '../evaluationRulesOf';
import type { OperatorContext, OperatorOperationInput } from '../OperatorRules';
import { observeSnapshot } from '../observeSnapshot';
import { healthInput } from '../../observe/healthInput';
import { NO_PREVIOUS_STATE } from '../../observe/PreviousState';
import { config, model, shopRules, type Shop } from './shop';

const keyOf = ({ plural }: ResourceKind, id: ObjectId) =>
  `${plural} ${objectKey({ namespace: id.namespace, name: id.name })}`;

/** A cluster in memory. Its watch reports a write with a delay, as a real one does. */
export class ShopCluster {
  readonly objects = new Map<string, KubernetesObject>();
  readonly objectsOf = new LiveObjects<Shop, OperatorContext>(model);
  readonly #stores = new Map(
    Object.values(model.kinds).map(kind => [
      kind as WatchedKind<unknown>,
      new KindStore<unknown>((value, id) => kind.indexes?.(value, id) ?? {}),
    ]),
  );
  #version = 100;

  constructor(private readonly watchIsLateMs = 20) {}

  /** Adds an object that the watch has reported. */
  add(kind: ResourceKind, object: KubernetesObject): void {
    this.#store(kind, object, 0);
  }

  get(kind: ResourceKind, name: string): KubernetesObject | undefined {
    return this.objects.get(keyOf(kind, { namespace: 'default', name }));
  }

  get context(): OperatorContext {
    return {
      name: 'test',
      cluster: { name: 'test', title: 'Test' },
      config,
      logger: mockServices.logger.mock(),
      ready: async () => true,
      client: this.#client,
      watch: {
        store: (kind: WatchedKind<unknown>) => this.#stores.get(kind),
        status: () => ({ status: 'ok', since: '' }),
      },
    } as unknown as OperatorContext;
  }

  /** Returns the input of an operation. */
  target(): OperatorOperationInput<Shop> {
    const { context, objectsOf: objects } = this;
    const store = context.watch.store(model.kinds.clusters);
    const cached = store.get({ namespace: 'default', name: 'orders' })!;
    const snapshot = model.find(context, cached);
    const observed = observeSnapshot(shopRules, snapshot);
    const rules = evaluationRulesOf(shopRules, () => observed);
    const now = new Date();
    const input = healthInput(rules, snapshot, now, NO_PREVIOUS_STATE);
    return {
      ...observed,
      context,
      objects,
      health: healthOf(observed, input, now),
    };
  }

  #store(
    kind: ResourceKind,
    object: KubernetesObject,
    lateMs: number,
  ): KubernetesObject {
    this.#version += 1;
    const resourceVersion = `${this.#version}`;
    const stored = {
      ...object,
      metadata: { uid: `uid-${this.#version}`, ...object.metadata },
    };
    stored.metadata.resourceVersion = resourceVersion;
    stored.metadata.creationTimestamp ??= new Date().toISOString();
    this.objects.set(keyOf(kind, stored.metadata), stored);
    const notify = () => {
      for (const [watched, store] of this.#stores) {
        if (watched.resource.plural !== kind.plural) continue;
        const { name, namespace, uid = '' } = stored.metadata;
        const value = watched.transform(stored, managedBy(stored));
        store.set({ name, namespace, uid, resourceVersion, value });
      }
    };
    if (lateMs) setTimeout(notify, lateMs);
    else notify();
    return stored;
  }

  get #client() {
    return {
      get: async (kind: ResourceKind, id: ObjectId) =>
        this.objects.get(keyOf(kind, id)),
      create: async (
        kind: ResourceKind,
        object: KubernetesObject,
        { dryRun }: { dryRun?: boolean } = {},
      ) => {
        if (this.objects.has(keyOf(kind, object.metadata)))
          throw new ExistingObjectError('It exists');
        return dryRun ? object : this.#store(kind, object, this.watchIsLateMs);
      },
      patch: async (
        kind: ResourceKind,
        id: ObjectId,
        patch: Record<string, unknown>,
        { dryRun }: { dryRun?: boolean } = {},
      ) => {
        const before = this.objects.get(keyOf(kind, id));
        const after = merged(before, patch) as KubernetesObject;
        return dryRun ? after : this.#store(kind, after, this.watchIsLateMs);
      },
    };
  }
}

/** As a merge patch changes it (RFC 7386). */
function merged(before: unknown, patch: unknown): unknown {
  if (typeof patch !== 'object' || patch === null || Array.isArray(patch))
    return patch;
  const fields = { ...(before as Record<string, unknown>) };
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete fields[key];
    else fields[key] = merged(fields[key], value);
  }
  return fields;
}
