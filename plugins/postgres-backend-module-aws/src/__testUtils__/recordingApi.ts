import { RegionApi } from '../aws';

/** An API that keeps what it was asked, and by which IAM action. */
export class RecordingApi extends RegionApi {
  readonly actions = new Set<string>();
  readonly inputs: unknown[] = [];

  async tryCall<Output>(
    ...args: Parameters<RegionApi['tryCall']>
  ): Promise<Output | undefined> {
    const [service, command] = args;
    const prefix = service === 'secrets' ? 'secretsmanager' : service;
    const operation = command.constructor.name.replace(/Command$/, '');
    this.actions.add(`${prefix}:${operation}`);
    this.inputs.push((command as unknown as { input: unknown }).input);
    return (await super.tryCall(...args)) as Output | undefined;
  }
}
