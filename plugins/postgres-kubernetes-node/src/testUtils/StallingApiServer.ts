import type { KubeConfig } from '@kubernetes/client-node';
import { ApiServer, through } from './ApiServer';
import { StallingProxy } from './StallingProxy';

/**
 * An API server that service accounts reach by way of a proxy, which can go
 * silent. The administrator goes past it.
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

  /** Stops answering. Returns a function that resumes. */
  stall(): () => void {
    this.#proxy?.stallAll();
    return () => this.#proxy?.reset();
  }

  override async exit(): Promise<void> {
    this.#proxy?.stop();
    await super.exit();
  }
}
