import { operationOf, RegionApi } from '../aws';

/** An API that records the IAM actions and inputs of its calls. */
export class RecordingApi extends RegionApi {
  readonly calls: { action: string; input: Record<string, unknown> }[] = [];

  get actions(): Set<string> {
    return new Set(this.calls.map(({ action }) => action));
  }

  async tryCall<Output>(
    ...args: Parameters<RegionApi['tryCall']>
  ): Promise<Output | undefined> {
    const [service, command] = args;
    const prefix = {
      secrets: 'secretsmanager',
      rdsOnce: 'rds',
      rds: 'rds',
      ec2: 'ec2',
    }[service];
    const operation = operationOf(command);
    const { input } = command as unknown as { input: Record<string, unknown> };
    this.calls.push({ action: `${prefix}:${operation}`, input });
    return (await super.tryCall(...args)) as Output | undefined;
  }
}
