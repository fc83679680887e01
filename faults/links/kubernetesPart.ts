import type { LoggerService } from '@backstage/backend-plugin-api';
import { Cluster } from '../../plugins/postgres-kubernetes-node/src/cluster/Cluster';
import { defaultTiming } from '../../plugins/postgres-kubernetes-node/src/cluster/watch/timing';
import { ApiServer } from '../../plugins/postgres-kubernetes-node/src/testUtils/ApiServer';
import {
  crdFiles,
  Provisioner,
} from '../../plugins/postgres-backend-module-kubernetes/src/cloudnative-pg/__testUtils__/provisioner';
import {
  finishBackup,
  runInstances,
} from '../../plugins/postgres-backend-module-kubernetes/src/cloudnative-pg/__testUtils__/runInstances';
import { resources } from '../../plugins/postgres-backend-module-kubernetes/src/cloudnative-pg/model';
import type { Databases, EngineState } from './Link';
import type { Part, PartConfig } from './Part';

const { namespace } = Provisioner;

const ignore = () => {};
const silentLogger: LoggerService = {
  debug: ignore,
  info: ignore,
  warn: ignore,
  error: ignore,
  child: () => silentLogger,
};

/** Without the logger of jest. */
class QuietApiServer extends ApiServer {
  override cluster(kubeConfig = this.kubeConfig(), timing = defaultTiming) {
    return new Cluster('test', 'Test', kubeConfig, silentLogger, timing);
  }
}

/** An API server with the custom resources of CloudNativePG; this process simulates the operator. */
export interface KubernetesPart extends Part {
  databases: Databases;
  /** @param port - of the link to the API server */
  configOf(port: number): PartConfig;
}

/** @param crds - folder with the custom resources */
export async function startKubernetes(crds: string): Promise<KubernetesPart> {
  const server = new QuietApiServer();
  await server.start();
  const provisioner = await Provisioner.start(server, crdFiles(crds));
  const account = await server.serviceAccount('faults', [
    'observer.yaml',
    'operator.yaml',
    'store.yaml',
  ]);
  const token = account.getCurrentUser()?.token ?? '';
  return {
    port: Number(new URL(server.url).port),
    databases: {
      place: { provider: 'cloudnative-pg', location: `test/${namespace}` },
      // As the simulated operator reports.
      fields: { version: '17', instances: 2 },
      isReady: ({ usable }) => usable.value === true,
      run: name => runInstances(provisioner, name),
      finishBackup: id => finishBackup(provisioner, id),
      change: { instances: 3 },
      changed: 3,
      complete: ['cluster'],
      // Watched: data is old only while a page says so.
      pollMs: Infinity,
      staleAfterMs: Infinity,
      read: name => readCluster(provisioner, name),
    },
    configOf: port => ({
      providers: {
        'cloudnative-pg': {
          backupTargets: {
            main: {
              type: 's3',
              path: 's3://backups/postgres',
              credentials: { secret: 's3' },
            },
          },
          backup: { target: 'main' },
        },
      },
      more: {
        kubernetes: {
          clusters: [
            {
              name: 'test',
              url: `https://127.0.0.1:${port}`,
              caData: server.caData,
              serviceAccountToken: token,
            },
          ],
        },
      },
    }),
    secrets: async () => [token],
    stop: () => server.exit(),
  };
}

async function readCluster(
  { get }: Provisioner,
  name: string,
): Promise<EngineState> {
  const cluster = await get(resources.clusters, name);
  const binding = cluster?.metadata.annotations?.['pgstage.io/binding'];
  const spec = cluster?.spec as { instances?: number } | undefined;
  return {
    parts: cluster ? ['cluster'] : [],
    entityRefs: binding && JSON.parse(binding).entityRefs,
    changed: spec?.instances,
  };
}
