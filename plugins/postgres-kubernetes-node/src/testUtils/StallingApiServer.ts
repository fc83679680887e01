import type { KubeConfig } from '@kubernetes/client-node';
import { ApiServer, through } from './ApiServer';
import { StallingProxy } from './StallingProxy';

/**
 * An API server behind a proxy that can stop responding. Service accounts use
 * the proxy, the administrator does not.
 *
 * @public
 */
export class StallingApiServer extends ApiServer {
  #proxy?: StallingProxy;
  #address?: string;

  override async start(): Promise<void> {
    await super.start();
    this.#proxy ??= new StallingProxy(this.url);
    this.#address ??= await this.#proxy.start();
  }

  override async serviceAccount(
    name: string,
    roleFiles: string[],
  ): Promise<KubeConfig> {
    const account = await super.serviceAccount(name, roleFiles);
    return through(account, this.#address!);
  }

  /** Stops all responses. Returns a function that resumes them. */
  stall(): () => void {
    this.#proxy?.stallAll();
    return () => this.#proxy?.reset();
  }

  override async exit(): Promise<void> {
    this.#proxy?.stop();
    await super.exit();
  }
}
