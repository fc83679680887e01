import http from 'node:http';
import https from 'node:https';
import type { KubeConfig } from '@kubernetes/client-node';
import { ApiConnectionError } from './ApiStatusError';

const TLS_KEYS = [
  'ca',
  'cert',
  'key',
  'rejectUnauthorized',
  'servername',
] as const;

/**
 * How to log in to one API server, as client-node knows it: token files, exec
 * plugins, client certificates and OIDC refresh. Read anew for each request.
 */
export class Credentials {
  readonly #cluster: ReturnType<KubeConfig['getCurrentCluster']>;
  #agent?: { key: string; agent: http.Agent };

  constructor(private readonly kubeConfig: KubeConfig) {
    this.#cluster = kubeConfig.getCurrentCluster();
  }

  /** @throws ApiConnectionError where they cannot be read. */
  async read() {
    const options: https.RequestOptions = {};
    try {
      await this.kubeConfig.applyToHTTPSOptions(options);
    } catch {
      // The reason may quote what a credential plugin printed.
      throw new ApiConnectionError(
        'credentials cannot be read: check token file, certificate files or exec command of the kubeconfig',
      );
    }
    const tls = Object.fromEntries(
      TLS_KEYS.map(key => [key, options[key]]).filter(
        ([, value]) => value !== undefined,
      ),
    );
    return {
      tls,
      /** Leads through the proxy, if there is one. */
      proxied: this.#cluster?.proxyUrl ? options.agent : undefined,
      agent: this.#keepAliveAgent(tls),
      headers: options.headers as http.OutgoingHttpHeaders,
    };
  }

  /** Closes idle connections. */
  close(): void {
    this.#agent?.agent.destroy();
  }

  /** The same agent as long as certificates stay the same. */
  #keepAliveAgent(tls: https.AgentOptions): http.Agent {
    const key = TLS_KEYS.map(name => String(tls[name])).join('\n');
    if (this.#agent?.key !== key) {
      const plain = this.#cluster?.server.startsWith('http:');
      const Agent = plain ? http.Agent : https.Agent;
      this.#agent = { key, agent: new Agent({ ...tls, keepAlive: true }) };
    }
    return this.#agent.agent;
  }
}
