import {
  parseQuantity,
  QuotaExceededError,
  type Database,
  type Quota,
} from '@pgstage/backstage-plugin-postgres-common';
import type { DatabaseDirectory } from '../directory/DatabaseDirectory';
import { normalizeRef } from '../directory/DatabaseIndex';
import type { ProviderRegistry } from '../providers/ProviderRegistry';

/** Absent: not limited. */
export type QuotaLimits = Partial<Record<Quota['resource'], number>>;

export interface QuotaConfig {
  /** Limits of owners without limits of their own. */
  default: QuotaLimits;
  /** Limits by entity ref of a group or user. */
  owners: Map<string, QuotaLimits>;
}

/** The properties of an existing or planned database that count. */
export type QuotaSubject = Pick<
  Database,
  'ref' | 'provider' | 'location' | 'spec' | 'binding'
> &
  Partial<Pick<Database, 'summary'>>;

const NOTHING = { databases: 0, instances: 0, storage: 0 };

/**
 * Quotas of each owner, over all providers. Counts the databases in the
 * directory, so two concurrent requests can exceed a limit once.
 */
export class Quotas {
  readonly #directory: DatabaseDirectory;
  readonly #config: QuotaConfig;
  readonly #registry: Pick<ProviderRegistry, 'find'>;

  constructor(
    directory: DatabaseDirectory,
    config: QuotaConfig,
    registry: Pick<ProviderRegistry, 'find'>,
  ) {
    this.#directory = directory;
    this.#config = config;
    this.#registry = registry;
  }

  of(owner: string): Quota[] {
    const used = this.#used(normalizeRef(owner));
    return this.#limits(owner).map(([resource, limit]) => ({
      resource,
      limit,
      used: used[resource],
    }));
  }

  /**
   * Checks a planned database. A change that does not need more than before is
   * never rejected, so that a lowered quota does not block a repair.
   *
   * @throws QuotaExceededError
   */
  require(planned: QuotaSubject): void {
    const owner = planned.binding && normalizeRef(planned.binding.owner);
    if (!owner) return;
    const existing = this.#directory.get(planned.ref)?.database;
    const had =
      existing && ownerOf(existing) === owner
        ? this.#costOf(existing)
        : NOTHING;
    const cost = this.#costOf(planned);
    for (const quota of this.of(owner)) {
      const more = cost[quota.resource] - had[quota.resource];
      if (more > 0 && quota.used + more > quota.limit)
        throw new QuotaExceededError(owner, quota, more);
    }
  }

  #limits(owner: string): Array<[Quota['resource'], number]> {
    const limits = {
      ...this.#config.default,
      ...this.#config.owners.get(normalizeRef(owner)),
    };
    return (['databases', 'instances', 'storage'] as const).flatMap(
      resource => {
        const limit = limits[resource];
        return limit === undefined ? [] : [[resource, limit]];
      },
    );
  }

  #used(owner: string): typeof NOTHING {
    const used = { ...NOTHING };
    for (const { database } of this.#directory.all()) {
      if (ownerOf(database) !== owner) continue;
      const cost = this.#costOf(database);
      used.databases += cost.databases;
      used.instances += cost.instances;
      used.storage += cost.storage;
    }
    return used;
  }

  /** A database on a shared server has no instance of its own. */
  #costOf({
    provider,
    location,
    spec,
    summary = {},
  }: QuotaSubject): typeof NOTHING {
    const { storageBytes } = summary;
    const usage = this.#registry.find(provider)?.quotaUsageOf?.(location, spec);
    const isOwn =
      (usage ?? spec.instances ?? spec.storage ?? storageBytes) !== undefined;
    const instances =
      usage?.instances ??
      spec.instances ??
      (isOwn ? summary.instances?.total ?? 1 : 0);
    const volume =
      usage?.storageBytes ??
      (spec.storage === undefined ? undefined : parseQuantity(spec.storage)) ??
      storageBytes ??
      0;
    return { databases: 1, instances, storage: volume * instances };
  }
}

function ownerOf({ binding }: QuotaSubject): string | undefined {
  return binding && normalizeRef(binding.owner);
}
