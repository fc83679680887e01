import { operationOf, RegionApi } from '../aws';
import type { RegionClients } from '../aws/clients';
import type { RegionConfig } from '../config';

/** Thrown after the process was killed. */
export class Killed extends Error {}

/**
 * An API of a process that is killed after the `after`th call has reached AWS: its
 * response is lost, and later calls are not sent.
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
    this.calls.push(operationOf(args[1]));
    const last = this.reached;
    const response = await super.tryCall(...args);
    if (last) throw new Killed();
    return response as Output | undefined;
  }
}
