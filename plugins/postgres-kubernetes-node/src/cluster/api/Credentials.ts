import http from 'node:http';
import https from 'node:https';
import { createSecureContext } from 'node:tls';
import type { KubeConfig } from '@kubernetes/client-node';
import { ApiConnectionError } from './ApiStatusError';

const CERTIFICATES = ['ca', 'cert', 'key'] as const;
const CHECKS = ['rejectUnauthorized', 'servername'] as const;

interface CachedAgent {
  key: string;
  /** With parsed certificates: otherwise some milliseconds of work for each new connection. */
  tls: https.AgentOptions;
  agent: http.Agent;
}

/**
 * Credentials for one API server, from client-node: token files, exec plugins,
 * client certificates and OIDC refresh. Read again for each request.
 */
export class Credentials {
  readonly #cluster: ReturnType<KubeConfig['getCurrentCluster']>;
  #cached?: CachedAgent;

  constructor(private readonly kubeConfig: KubeConfig) {
    this.#cluster = kubeConfig.getCurrentCluster();
  }

  /** @throws ApiConnectionError if they cannot be read. */
  async read() {
    const options: https.RequestOptions = {};
    try {
      await this.kubeConfig.applyToHTTPSOptions(options);
      const { tls, agent } = this.#agentOf(options);
      return {
        tls,
        agent,
        /** Uses the proxy, if there is one. */
        proxied: this.#cluster?.proxyUrl ? options.agent : undefined,
        headers: options.headers as http.OutgoingHttpHeaders,
      };
    } catch {
      // The reason may quote what a credential plugin printed.
      throw new ApiConnectionError(
        'credentials cannot be read: check token file, certificate files or exec command of the kubeconfig',
      );
    }
  }

  /** Closes idle connections. */
  close(): void {
    this.#cached?.agent.destroy();
  }

  /** Returns the same agent while certificates stay the same. */
  #agentOf(options: https.RequestOptions): CachedAgent {
    const key = [...CERTIFICATES, ...CHECKS]
      .map(name => String(options[name]))
      .join('\n');
    if (this.#cached?.key !== key) {
      const tls = {
        secureContext: createSecureContext(options),
        ...Object.fromEntries(
          CHECKS.map(name => [name, options[name]]).filter(
            ([, value]) => value !== undefined,
          ),
        ),
      };
      const plain = this.#cluster?.server.startsWith('http:');
      const Agent = plain ? http.Agent : https.Agent;
      this.#cached = {
        key,
        tls,
        agent: new Agent({ ...tls, keepAlive: true }),
      };
    }
    return this.#cached;
  }
}
