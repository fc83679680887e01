import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeWithPart } from '@pgstage/backstage-plugin-postgres-node/testUtils';
import { describeWithApiServer } from '../../testUtils/describeWithApiServer';
import {
  cnpgKinds,
  watched,
  type CachedObject,
} from '../../__testUtils__/kinds';
import { waitFor } from '../../testUtils/waitFor';
import type { ClusterConnection } from '../api/ClusterConnection';
import { ApiStatusError } from '../api/ApiStatusError';
import { apiPath } from '../api/paths';
import {
  objectKey,
  type KubernetesObject,
  type ResourceKind,
} from '../objects';

jest.setTimeout(180_000);

interface Recorded {
  at: number;
  type: 'ADDED' | 'MODIFIED' | 'DELETED';
  object: KubernetesObject;
  kind: ResourceKind;
}

const kinds = [
  cnpgKinds.clusters,
  cnpgKinds.backups,
  cnpgKinds.databases,
  cnpgKinds.poolers,
  cnpgKinds.scheduledBackups,
];

describeWithApiServer('replaying', ({ server, crd }) => {
  describeWithPart('PGSTAGE_RECORDINGS_DIR', 'a recording', recordings => {
    const events: Recorded[] = kinds
      .flatMap(kind =>
        readFileSync(
          join(recordings, 'cloudnative-pg-1.30', `${kind.plural}.jsonl`),
          'utf8',
        )
          .split('\n')
          .filter(Boolean)
          .map(line => ({ ...JSON.parse(line), kind })),
      )
      .sort((a, b) => a.at - b.at);

    beforeAll(() =>
      server.installCrds(...kinds.map(({ plural }) => crd(plural))),
    );

    it('leaves the store with the state of the last events', async () => {
      const cluster = server.cluster();
      const watchedKinds = kinds.map(kind => watched(kind));
      const mapped = new Set<string>();
      const watch = cluster.watch(watchedKinds, ({ keys }) =>
        keys.forEach(key => mapped.add(key)),
      );
      const admin = server.admin();
      const namespaces = new Set(
        events.map(({ object }) => object.metadata.namespace),
      );
      for (const name of namespaces) {
        await ensure(admin, '/api/v1/namespaces', { metadata: { name } });
      }
      for (const event of events) await replay(admin, event);

      for (const kind of watchedKinds) {
        const expected = last(
          events.filter(event => event.kind === kind.resource),
        );
        await waitFor(() =>
          expect(
            Object.fromEntries(
              [...watch.store(kind).values()].map(stored => [
                objectKey(stored),
                comparable(stored.value),
              ]),
            ),
          ).toEqual(expected),
        );
      }
      const all = events.map(({ object }) => objectKey(object.metadata));
      expect(mapped).toEqual(new Set(all));
      cluster.close();
    });
  });
});

function comparable({ spec, status }: CachedObject | KubernetesObject) {
  return { spec, status: status ?? undefined };
}

/** Returns the objects after the last event of each. */
function last(events: Recorded[]) {
  const objects = new Map<string, ReturnType<typeof comparable>>();
  for (const { type, object } of events) {
    const key = objectKey(object.metadata);
    if (type === 'DELETED') objects.delete(key);
    else objects.set(key, comparable(object));
  }
  return Object.fromEntries(objects);
}

async function ensure(
  admin: ClusterConnection,
  path: string,
  body: object,
): Promise<void> {
  try {
    await admin.json({ method: 'POST', path, body });
  } catch (error) {
    if (!(error instanceof ApiStatusError) || error.status.code !== 409) {
      throw error;
    }
  }
}

/** Applies the writes of the operator to the API server, status included. */
async function replay(
  admin: ClusterConnection,
  { type, kind, object }: Recorded,
): Promise<void> {
  const { name, namespace, labels, annotations } = object.metadata;
  const path = apiPath(kind, { name, namespace });
  if (type === 'DELETED') {
    await admin.json({ method: 'DELETE', path });
    return;
  }
  const { spec, status } = object;
  const manifest = {
    apiVersion: object.apiVersion,
    kind: object.kind,
    metadata: { name, namespace, labels, annotations },
    spec,
  };
  const apply = (where: string, body: object) =>
    admin.json({
      method: 'PATCH',
      path: where,
      query: { fieldManager: 'replay', force: 'true' },
      contentType: 'application/apply-patch+yaml',
      body,
    });
  await apply(path, manifest);
  if (status) {
    await apply(`${path}/status`, { ...manifest, spec: undefined, status });
  }
}
