import http from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ApiServer } from '../../../plugins/postgres-kubernetes-node/src/testUtils/ApiServer';
import { forward } from '../../../plugins/postgres-kubernetes-node/src/testUtils/forward';
import { statusAnnotation } from './statusAnnotation';

const PROXY_PATH =
  /^(\/api\/v1\/namespaces\/[^/]+\/pods\/)https?:([^:/]+):\d+\/proxy\/(pg\/status|metrics)$/;

/** Metrics of the exporter of an instance. */
const metricsOf = (database: string) => `
cnpg_pg_database_size_bytes{datname="${database}"} 7763635
cnpg_backends_total{datname="${database}",state="idle"} 7
cnpg_pg_settings_setting{name="max_connections"} 100
`;

/**
 * A proxy in front of an API server without running pods: an annotation of a
 * pod contains the response of its instance manager, and its exporter responds
 * if that does. All other requests go to the API server.
 */
export class InstanceManagers {
  readonly #server = http.createServer((request, response) => {
    const [, pods, pod, what] = PROXY_PATH.exec(request.url ?? '') ?? [];
    if (pods) this.#respond(pods, pod, what === 'metrics', response);
    else forward(this.api, request, response);
  });

  constructor(private readonly api: ApiServer) {}

  async start(): Promise<string> {
    await new Promise<void>(done => this.#server.listen(0, '127.0.0.1', done));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  stop(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  async #respond(
    pods: string,
    name: string,
    isMetrics: boolean,
    response: http.ServerResponse,
  ): Promise<void> {
    const pod = await this.api
      .admin()
      .json<{ metadata: { annotations?: Record<string, string> } }>({
        path: `${pods}${name}`,
      })
      .catch(() => undefined);
    const status = pod?.metadata.annotations?.[statusAnnotation];
    response.writeHead(status ? 200 : 503);
    const body =
      isMetrics && status ? metricsOf(name.replace(/-\d+$/, '')) : status;
    response.end(body ?? 'error trying to reach service: connection refused');
  }
}
