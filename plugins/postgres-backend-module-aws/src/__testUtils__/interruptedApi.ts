import { RegionApi } from '../aws';
import type { RegionClients } from '../aws/clients';
import type { RegionConfig } from '../config';

/** A process that was killed. */
export class Killed extends Error {}

/**
 * An API whose process is killed after the call with a number has reached AWS:
 * neither its answer nor any later call arrives.
 */
export class InterruptedApi extends RegionApi {
  readonly calls: string[] = [];

  constructor(
    config: RegionConfig,
    clients: RegionClients,
    private readonly after: number,
  ) {
    super(config, clients);
  }

  get reached(): boolean {
    return this.calls.length >= this.after;
  }

  async tryCall<Output>(
    ...args: Parameters<RegionApi['tryCall']>
  ): Promise<Output | undefined> {
    if (this.reached) throw new Killed();
    this.calls.push(args[1].constructor.name);
    const last = this.reached;
    const answer = await super.tryCall(...args);
    if (last) throw new Killed();
    return answer as Output | undefined;
  }
}
