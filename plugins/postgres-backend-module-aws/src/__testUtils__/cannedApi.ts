import { createClients, operationOf, RegionApi } from '../aws';
import { testCredentials, testRegion } from './testRegion';

type Responses = Record<string, (input: Record<string, unknown>) => unknown>;

/** An API with a response for each operation, for cases that moto does not simulate. Throws for other operations. */
export class CannedApi extends RegionApi {
  readonly calls: [operation: string, input: Record<string, unknown>][] = [];

  constructor(
    private readonly responses: Responses,
    config = testRegion(),
    polling?: RegionApi,
  ) {
    super(config, createClients(config, testCredentials()), polling);
  }

  async tryCall<Output>(
    ...[, command]: Parameters<RegionApi['tryCall']>
  ): Promise<Output | undefined> {
    const operation = operationOf(command);
    const { input } = command as unknown as { input: Record<string, unknown> };
    this.calls.push([operation, input]);
    const respond = this.responses[operation];
    if (!respond) throw new Error(`${operation} was not expected`);
    return respond(input) as Output;
  }
}
