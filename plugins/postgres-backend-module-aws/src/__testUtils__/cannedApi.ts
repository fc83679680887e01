import { createClients, RegionApi } from '../aws';
import { testCredentials, testRegion } from './testRegion';

type Answers = Record<string, (input: Record<string, unknown>) => unknown>;

/** An API with an answer for each operation, for what moto does not do. Fails for any other. */
export class CannedApi extends RegionApi {
  readonly calls: [operation: string, input: Record<string, unknown>][] = [];

  constructor(private readonly answers: Answers, config = testRegion()) {
    super(config, createClients(config, testCredentials()));
  }

  async tryCall<Output>(
    ...[, command]: Parameters<RegionApi['tryCall']>
  ): Promise<Output | undefined> {
    const operation = command.constructor.name.replace(/Command$/, '');
    const { input } = command as unknown as { input: Record<string, unknown> };
    this.calls.push([operation, input]);
    const answer = this.answers[operation];
    if (!answer) throw new Error(`${operation} was not expected`);
    return answer(input) as Output;
  }
}
