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

/** A cluster of given objects that notes what is written, and does none of it. */
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
    /** What the instance manager in each pod says. */
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
        what: KubernetesObject & { name?: string },
        ...more: Array<{ dryRun?: boolean }>
      ) => {
        if (!more.at(-1)?.dryRun) {
          this.written.push([
            verb,
            kind.plural,
            what.name ?? what,
            ...more.slice(0, -1),
          ]);
        }
        const { metadata } = what;
        // So that nobody waits for a watch to tell of it.
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
        return metadata ? what : await get(kind, { name: what.name! });
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
