import { ConflictError } from '@backstage/errors';
import {
  CA_FILE,
  CA_MOUNT,
  invalidField,
  libpqTls,
  sslModeSchema,
  type CredentialReference,
} from '@pgstage/backstage-plugin-postgres-common';
import type {
  CredentialEntry,
  CredentialStore,
  CredentialTarget,
  ProviderCallOptions,
} from '@pgstage/backstage-plugin-postgres-node';
import {
  coreKinds,
  type ClusterClient,
  type Clusters,
  type KubernetesObject,
} from '../cluster';
import type { KubernetesStoreConfig } from './config';
import { EntryFinder, type CredentialEntryObjects } from './EntryFinder';
import { belongsTo, candidateNames, entryMetadata } from './names';
import { outsideService } from './outsideService';
import { checkWritable } from './checkWritable';
import { referenceTo } from './reference';

/** The server's own address, if the application gets another name for it. */
const HOST = 'pgstage.io/server-host';
/** Version of the password where the provider copied it from; on the Secret, which is written last. */
const VERSION = 'pgstage.io/password-version';

const { configMaps, endpointSlices, secrets, services } = coreKinds;

/**
 * Stores credentials in the namespace of the application: a Secret with
 * `PGUSER` and `PGPASSWORD`, and a ConfigMap of the same name with `PGHOST`,
 * `PGPORT`, `PGDATABASE` and `PGSSLMODE`, for every provider. The ConfigMap is
 * written first and deleted last: its label finds everything that a crash left,
 * without the right to list Secrets.
 *
 * @public
 */
export class KubernetesCredentialStore implements CredentialStore {
  readonly id = 'kubernetes';
  readonly #finder: EntryFinder;

  constructor(
    private readonly clusters: Clusters,
    private readonly config: KubernetesStoreConfig,
  ) {
    this.#finder = new EntryFinder(clusters, config);
  }

  check(target: CredentialTarget): void {
    this.#target({ target });
  }

  async verify(
    ref: string,
    target: CredentialTarget,
    options?: ProviderCallOptions,
  ): Promise<void> {
    const { client, namespace } = this.#target({ target });
    const name = await this.#freeName(client, namespace, ref, options);
    const metadata = { name, namespace, ...entryMetadata(ref) };
    await checkWritable(client, metadata, options);
  }

  async write(
    entry: CredentialEntry,
    options?: ProviderCallOptions,
  ): Promise<CredentialReference> {
    const { client, namespace } = this.#target(entry);
    const { ref, database, user, password, version, port, sslMode, ca } = entry;
    const { sslmode, sslrootcert } = libpqTls(
      sslMode,
      ca && `${CA_MOUNT}/${CA_FILE}`,
    );
    const entries = await this.#finder.find(ref, options);
    const existing = entries.find(
      objects => objects.client === client && objects.namespace === namespace,
    );
    const name =
      existing?.name ?? (await this.#freeName(client, namespace, ref, options));
    const metadata = { name, namespace, ...entryMetadata(ref) };

    const host = await this.#address(client, entry, metadata, options);
    await client.apply(
      configMaps,
      {
        metadata: {
          ...metadata,
          annotations: { ...metadata.annotations, [HOST]: entry.host },
        },
        data: {
          PGHOST: host,
          PGPORT: `${port}`,
          PGDATABASE: database,
          PGSSLMODE: sslmode,
          ...(sslrootcert && { PGSSLROOTCERT: sslrootcert }),
          ...(ca && { [CA_FILE]: ca }),
        },
      },
      options,
    );
    await client.apply(
      secrets,
      {
        metadata: {
          ...metadata,
          annotations: {
            ...metadata.annotations,
            ...(version !== undefined && { [VERSION]: version }),
          },
        },
        type: 'Opaque',
        data: { PGUSER: encode(user), PGPASSWORD: encode(password) },
      },
      options,
    );
    // The entry has moved: the old password must not stay at the previous
    // destination.
    for (const objects of entries) {
      if (objects !== existing) await this.#delete(objects, ref, options);
    }
    return referenceTo({ client, namespace, name }, Boolean(ca));
  }

  async find(ref: string): Promise<CredentialReference | undefined> {
    const [objects] = await this.#finder.find(ref);
    if (!objects || !(await secretOf(objects, ref))) return undefined;
    const { data } = objects.configMap as { data?: Record<string, string> };
    return referenceTo(objects, Boolean(data?.[CA_FILE]));
  }

  refs(options?: ProviderCallOptions): Promise<string[]> {
    return this.#finder.refs(options);
  }

  async read(ref: string): Promise<CredentialEntry | undefined> {
    const [objects] = await this.#finder.find(ref);
    if (!objects) return undefined;
    const secret = await secretOf(objects, ref);
    if (!secret) return undefined;
    const map = objects.configMap.data as Record<string, string>;
    const { PGUSER, PGPASSWORD } = secret.data as Record<string, string>;
    const version = secret.metadata.annotations?.[VERSION];
    return {
      ref,
      host: objects.configMap.metadata.annotations?.[HOST] ?? map.PGHOST,
      port: Number(map.PGPORT),
      database: map.PGDATABASE,
      user: decode(PGUSER),
      password: decode(PGPASSWORD),
      ...(version !== undefined && { version }),
      sslMode: sslModeSchema.parse(map.PGSSLMODE),
      ...(map[CA_FILE] && { ca: map[CA_FILE] }),
      target: { cluster: objects.client.cluster, namespace: objects.namespace },
    };
  }

  async remove(ref: string, options?: ProviderCallOptions): Promise<void> {
    for (const objects of await this.#finder.find(ref, options)) {
      await this.#delete(objects, ref, options);
    }
  }

  #target({ target }: Pick<CredentialEntry, 'target'>) {
    const cluster = target?.cluster ?? this.config.cluster;
    const namespace = target?.namespace ?? this.config.namespace;
    if (!cluster || !namespace) {
      throw invalidField(
        cluster ? 'target.namespace' : 'target.cluster',
        'is required: no default is configured in postgres.kubernetes.credentialStore',
      );
    }
    const { namespaces } = this.config;
    if (namespaces && !namespaces.includes(namespace)) {
      throw invalidField(
        'target.namespace',
        `must be one of ${namespaces.join(', ')}`,
      );
    }
    const all = this.clusters.all();
    const found = all.find(({ name }) => name === cluster);
    if (found) return { client: found.client, namespace };
    throw invalidField(
      'target.cluster',
      `must be one of ${all.map(({ name }) => name).join(', ')}`,
    );
  }

  async #freeName(
    client: ClusterClient,
    namespace: string,
    ref: string,
    options?: ProviderCallOptions,
  ): Promise<string> {
    const kinds = [
      secrets,
      configMaps,
      ...(this.config.services === false ? [] : [services]),
    ];
    const names = candidateNames(ref);
    for (const name of names) {
      const existing = await Promise.all(
        kinds.map(kind => client.get(kind, { namespace, name }, options)),
      );
      if (existing.every(object => !object || belongsTo(object, ref))) {
        return name;
      }
    }
    throw new ConflictError(
      `In namespace '${namespace}' of cluster '${
        client.cluster
      }' the names ${names.join(' and ')} are used by other objects`,
    );
  }

  /** Creates a Service name inside the cluster if needed. Returns the host to use. */
  async #address(
    client: ClusterClient,
    entry: CredentialEntry,
    metadata: KubernetesObject['metadata'],
    options?: ProviderCallOptions,
  ): Promise<string> {
    if (this.config.services === false) return entry.host;
    const desired = outsideService(entry, metadata);
    const existing = await client.get(services, metadata, options);
    // Type and address family of an existing Service cannot be changed.
    if (existing && shape(existing) !== shape(desired?.service)) {
      await this.#deleteService(client, existing, entry.ref, options);
    }
    if (!desired) return entry.host;
    await client.apply(services, desired.service, options);
    if (desired.endpointSlice) {
      await client.apply(endpointSlices, desired.endpointSlice, options);
    }
    return `${metadata.name}.${metadata.namespace}.svc`;
  }

  async #deleteService(
    client: ClusterClient,
    service: KubernetesObject,
    ref: string,
    options?: ProviderCallOptions,
  ): Promise<void> {
    if (!belongsTo(service, ref)) return;
    await client.delete(endpointSlices, service.metadata, options);
    await client.delete(services, service.metadata, options);
  }

  async #delete(
    objects: CredentialEntryObjects,
    ref: string,
    options?: ProviderCallOptions,
  ): Promise<void> {
    const { client } = objects;
    if (await secretOf(objects, ref, options))
      await client.delete(secrets, objects, options);
    if (this.config.services !== false) {
      const service = await client.get(services, objects, options);
      if (service) await this.#deleteService(client, service, ref, options);
    }
    await client.delete(configMaps, objects, options);
  }
}

async function secretOf(
  objects: CredentialEntryObjects,
  ref: string,
  options?: ProviderCallOptions,
): Promise<KubernetesObject | undefined> {
  const secret = await objects.client.get(secrets, objects, options);
  return secret && belongsTo(secret, ref) ? secret : undefined;
}

function shape(service?: KubernetesObject): string {
  const spec = service?.spec as
    | { type?: string; ipFamilies?: string[] }
    | undefined;
  return `${spec?.type} ${spec?.ipFamilies ?? ''}`;
}

function encode(value: string): string {
  return Buffer.from(value).toString('base64');
}

function decode(value = ''): string {
  return Buffer.from(value, 'base64').toString('utf8');
}
