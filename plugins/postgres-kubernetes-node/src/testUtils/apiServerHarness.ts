import type { ProvisionDatabase } from '@pgstage/backstage-plugin-postgres-node';
import type { ProviderConformanceHarness } from '@pgstage/backstage-plugin-postgres-node/testUtils';
import { coreKinds, type ResourceKind } from '../cluster';
import type { StallingApiServer } from './StallingApiServer';

const namespace = 'default';
const fluxLabels = { 'kustomize.toolkit.fluxcd.io/name': 'shop' };

/**
 * Returns the parts of a test harness that are the same for every operator on
 * an API server.
 *
 * @param id - of the provider
 * @param kind - of the objects that databases are
 * @param spec - of an object that was created outside pgstage
 * @public
 */
export function apiServerHarness(
  server: StallingApiServer,
  { id, kind, spec }: { id: string; kind: ResourceKind; spec: object },
) {
  const admin = server.cluster().client;
  const create = async (name: string, labels: Record<string, string>) => {
    await admin.create(kind, { metadata: { namespace, name, labels }, spec });
    return `${id}:test/${namespace}/${name}`;
  };
  return {
    count: async name => {
      const all = await admin.list(kind);
      return all.filter(({ metadata }) => metadata.name === name).length;
    },
    createForeign: name => create(name, {}),
    createManaged: name => create(name, fluxLabels),
    fingerprint: async name => {
      const object = await admin.get(kind, { namespace, name });
      return JSON.stringify([object?.spec, object?.metadata.labels]);
    },
    passwords: async () => {
      const secrets = await admin.list(coreKinds.secrets, { namespace });
      const encoded = secrets.flatMap(({ data }) => {
        const { password, PGPASSWORD } = Object(data) as Record<string, string>;
        return [password, PGPASSWORD].flatMap(text => text ?? []);
      });
      return [...new Set(encoded)].map(text =>
        Buffer.from(text, 'base64').toString(),
      );
    },
    cut: async () => {
      await server.stop();
      return () => server.start();
    },
    stall: async () => {
      const resume = server.stall();
      return async () => resume();
    },
    beyond: {
      'extensions.0': request => ({ ...request, extensions: ['plperlu'] }),
      size: request => ({ ...request, size: 'galactic' }),
      version: request => ({ ...request, version: '9.6' }),
    },
  } satisfies Partial<ProviderConformanceHarness>;
}

/** Returns a request for a database, in the cluster of an `ApiServer`. @public */
export function shopRequest(
  provider: string,
  name: string,
  more: Partial<ProvisionDatabase> = {},
): ProvisionDatabase {
  return {
    provider,
    location: `test/${namespace}`,
    name,
    binding: {
      resourceRef: `resource:default/${name}`,
      entityRefs: ['component:default/shop'],
      owner: 'group:default/shop',
    },
    ...more,
  };
}
