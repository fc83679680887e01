import { mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import {
  Archivers,
  managedBy,
  type KubernetesObject,
  type ResourceKind,
  type WatchedKind,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { KindStore } from '@pgstage/backstage-plugin-postgres-kubernetes-node/testUtils';
import {
  allKinds,
  readCloudNativePgConfig,
  resources,
  type ClusterContext,
} from '../model';

/** An object and its kind. */
export type Stored = [kind: ResourceKind, object: KubernetesObject];

/** A cluster with given objects that records writes without applying them. */
export class WritesOnly {
  readonly written: unknown[] = [];
  readonly #stores = new Map(
    allKinds.map(kind => [
      kind as WatchedKind<unknown>,
      new KindStore<unknown>((value, id) => kind.indexes?.(value, id) ?? {}),
    ]),
  );

  constructor(
    private readonly objects: Stored[],
    /** Status that the instance manager of each pod returns. */
    private readonly status: (pod: string) => object = () => ({}),
    private readonly own: object = {},
  ) {
    for (const [kind, object] of objects) {
      const {
        name,
        namespace,
        uid = '',
        resourceVersion = '',
      } = object.metadata;
      for (const [watched, store] of this.#stores) {
        if (watched.resource.plural === kind.plural) {
          const value = watched.transform(object, managedBy(object));
          store.set({ name, namespace, uid, resourceVersion, value });
        }
      }
    }
  }

  get context(): ClusterContext {
    return {
      name: 'test',
      config: readCloudNativePgConfig(
        new ConfigReader({
          postgres: { providers: { 'cloudnative-pg': this.own } },
        }),
      ),
      archivers: new Archivers(),
      credentialTarget: {},
      credentialStore: () => ({ id: 'none', remove: async () => {} }),
      logger: mockServices.logger.mock(),
      ready: async () => true,
      client: this.#client,
      watch: {
        store: (kind: WatchedKind<unknown>) => this.#stores.get(kind),
        status: () => ({ status: 'ok', since: '' }),
      },
    } as unknown as ClusterContext;
  }

  get #client() {
    const get = async (
      { plural }: ResourceKind,
      { name }: { name: string },
    ): Promise<KubernetesObject | undefined> =>
      this.objects.find(
        ([kind, { metadata }]) =>
          kind.plural === plural && metadata.name === name,
      )?.[1];
    const write =
      (verb: string) =>
      async (
        kind: ResourceKind,
        object: KubernetesObject & { name?: string },
        ...more: Array<{ dryRun?: boolean }>
      ) => {
        if (!more.at(-1)?.dryRun) {
          this.written.push([
            verb,
            kind.plural,
            object.name ?? object,
            ...more.slice(0, -1),
          ]);
        }
        const { metadata } = object;
        // The caller waits until the watch reports the new Backup.
        if (verb === 'create' && kind === resources.backups) {
          this.#stores
            .get(allKinds.find(({ resource }) => resource === kind)!)
            ?.set({
              name: metadata.name,
              namespace: metadata.namespace,
              uid: '',
              resourceVersion: '',
              value: { cluster: '' },
            });
        }
        return metadata ? object : await get(kind, { name: object.name! });
      };
    return {
      get,
      list: async () => [],
      create: write('create'),
      patch: write('patch'),
      delete: write('delete'),
      podGet: async ({ name }: { name: string }) =>
        JSON.stringify(this.status(name)),
    };
  }
}
