import { apiVersionOf, type ResourceKind } from '../objects';
import { ApiStatusError } from '../api/ApiStatusError';
import type { ClusterConnection } from '../api/ClusterConnection';

const FRESH_MS = 2_000;

/**
 * Returns which kinds a cluster serves now. Watches query one after another, so
 * a response is shared for two seconds.
 */
export class Discovery {
  readonly #known = new Map<
    string,
    { at: number; plurals: Promise<Set<string>> }
  >();

  constructor(private readonly connection: ClusterConnection) {}

  /** Returns false only if the cluster reports so; a failed query throws. */
  async serves(kind: ResourceKind, signal?: AbortSignal): Promise<boolean> {
    const version = apiVersionOf(kind);
    let known = this.#known.get(version);
    if (!known || Date.now() - known.at > FRESH_MS) {
      known = { at: Date.now(), plurals: this.#read(kind) };
      known.plurals.catch(() => this.#known.delete(version));
      this.#known.set(version, known);
    }
    const plurals = await known.plurals;
    signal?.throwIfAborted();
    return plurals.has(kind.plural);
  }

  /**
   * Whether the cluster does not serve a kind, as a ready API server reports.
   * Before, it may not know its CRDs: the check `crd-informer-synced` is part
   * of `/readyz`, which every authenticated client may query. A response from
   * before it was ready does not count, so the kind is queried again.
   */
  async isGone(kind: ResourceKind, signal?: AbortSignal): Promise<boolean> {
    try {
      await this.connection.text({ path: '/readyz', signal });
    } catch (error) {
      if (error instanceof ApiStatusError) return false;
      throw error;
    }
    return !(await this.#read(kind)).has(kind.plural);
  }

  async #read(kind: ResourceKind): Promise<Set<string>> {
    try {
      const { resources } = await this.connection.json<{
        resources: Array<{ name: string }>;
      }>({ path: `/${kind.group ? 'apis' : 'api'}/${apiVersionOf(kind)}` });
      return new Set(resources.map(({ name }) => name));
    } catch (error) {
      if (error instanceof ApiStatusError && error.status.code === 404) {
        return new Set();
      }
      throw error;
    }
  }
}
