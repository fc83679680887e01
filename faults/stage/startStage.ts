import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '@pgstage/backstage-plugin-postgres-node/testUtils';
import { eventually } from '../../examples/backend/src/__testUtils__/eventually';
import { awsConfig, startAws } from '../links/awsPart';
import type { RecordState } from '../history/recordModel';
import type { Link } from '../links/Link';
import { startKubernetes } from '../links/kubernetesPart';
import { startServer } from '../links/serverPart';
import type { LinkId } from '../plan';
import { Api } from '../round/Api';
import { ENTITY } from '../round/requests';
import { Toxiproxy } from '../toxiproxy/Toxiproxy';
import { BackendProcess } from './BackendProcess';
import { settingsOf } from './settings';

/** The real parts of a stage. */
export interface StageOptions {
  /** Paths of the programs Toxiproxy and moto_server. */
  toxiproxy: string;
  moto: string;
  /** Folder with pg_dump of PostgreSQL 18. */
  postgresBin: string;
  /** Folder with the custom resources of operators; `KUBEBUILDER_ASSETS` has the API server. */
  crds: string;
  seed: number;
}

/** A real backend with all links, each through a proxy. */
export interface Stage {
  backend: BackendProcess;
  api: Api;
  links: Record<LinkId, Link>;
  /** Start of the names of the databases of the next round. */
  nextPrefix(): string;
  /** Reads the record of a database of the provider `server`, without the proxy. */
  readRecord(name: string): Promise<RecordState>;
  /** Starts another replica of the backend, with Ada signed in. */
  startReplica(): Promise<Api>;
  /** All passwords, verifiers and keys that exist now. */
  secrets(): Promise<string[]>;
  stop(): Promise<void>;
}

/** Starts all parts and the backend, with Ada of the demo signed in. */
export async function startStage(options: StageOptions): Promise<Stage> {
  const stops: Array<() => Promise<unknown>> = [];
  const stop = async () => {
    for (const one of stops.splice(0).reverse()) await one();
  };
  try {
    return { ...(await start(options, stops)), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function start(
  options: StageOptions,
  stops: Array<() => Promise<unknown>>,
): Promise<Omit<Stage, 'stop'>> {
  const folder = await mkdtemp(join(tmpdir(), 'pgstage-faults-'));
  stops.push(() => rm(folder, { recursive: true }));
  const server = await startServer(folder, options.postgresBin);
  stops.push(() => server.stop());
  const kubernetes = await startKubernetes(options.crds);
  stops.push(() => kubernetes.stop());
  const aws = await startAws(options.moto);
  stops.push(() => aws.stop());
  const toxiproxy = await Toxiproxy.start(options.toxiproxy, options.seed);
  stops.push(() => toxiproxy.stop());

  const port = await freePort();
  const proxies = {
    postgres: await toxiproxy.proxy('postgres', server.port),
    kubernetes: await toxiproxy.proxy('kubernetes', kubernetes.port),
    catalog: await toxiproxy.proxy('catalog', port),
    aws: await toxiproxy.proxy('aws', aws.port),
  };
  const configs = [
    server.configOf(proxies.postgres.port),
    kubernetes.configOf(proxies.kubernetes.port),
    aws.configOf(proxies.aws.port),
  ];
  const startBackend = async (own: number) => {
    const settings = settingsOf(
      {
        port: own,
        database: server.backstage,
        catalogPort: proxies.catalog.port,
      },
      {
        ...Object.assign({}, ...configs.map(({ more }) => more)),
        providers: Object.assign({}, ...configs.map(one => one.providers)),
      },
    );
    const backend = await BackendProcess.start(folder, own, {
      ...settings,
      aws: awsConfig,
    });
    stops.push(() => backend.stop());
    return backend;
  };
  const backend = await startBackend(port);
  const api = new Api(backend.url, await backend.signIn());
  await eventually(`${ENTITY} with its owner`, async () => {
    const quotas = api.client.getQuotas({ entityRef: ENTITY });
    return (await quotas.catch(() => undefined))?.owner;
  });
  api.texts.clear();

  let rounds = 0;
  return {
    backend,
    api,
    links: {
      postgres: {
        ...server.databases,
        id: 'postgres',
        proxy: proxies.postgres,
        system: /^(PostgreSQL server main|Provider 'server') failed: /,
        cut: [8_000, 16_000],
      },
      kubernetes: {
        ...kubernetes.databases,
        id: 'kubernetes',
        proxy: proxies.kubernetes,
        system: /^Kubernetes cluster 'test' failed: /,
        cut: [1_000, 12_000],
      },
      catalog: {
        ...server.databases,
        id: 'catalog',
        proxy: proxies.catalog,
        system: /^The plugin catalog of this Backstage failed: /,
        cut: [0, 1_500],
      },
      aws: {
        ...aws.databases,
        id: 'aws',
        proxy: proxies.aws,
        system: /( in \d+\/eu-west-1|^Provider 'aws-rds') failed: /,
        cut: [0, 3_000],
        closes: true,
      },
    },
    readRecord: server.readRecord,
    startReplica: async () => {
      const replica = await startBackend(await freePort());
      return new Api(replica.url, await replica.signIn());
    },
    nextPrefix: () => `r${(rounds += 1)}`,
    secrets: async () => [
      ...(await server.secrets()),
      ...(await kubernetes.secrets()),
      ...(await aws.secrets()),
    ],
  };
}
