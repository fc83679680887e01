import {
  hasErrorCode,
  UpstreamTimeoutError,
} from '@pgstage/backstage-plugin-postgres-common';
import { withTimeout } from '@pgstage/backstage-plugin-postgres-node/provider';
import type { RegionConfig } from '../config';
import { awsErrorName, mapAwsError } from './awsErrors';
import type { RegionClients } from './clients';
import { NewestTimes } from './NewestTimes';
import { type Command, operationOf } from './operationOf';

/** Timeout of a call with its retries. */
const CALL_TIMEOUT_MS = 45_000;

const SERVICES = {
  rds: { title: 'Amazon RDS', prefix: 'rds' },
  rdsOnce: { title: 'Amazon RDS', prefix: 'rds' },
  ec2: { title: 'Amazon EC2', prefix: 'ec2' },
  secrets: { title: 'AWS Secrets Manager', prefix: 'secretsmanager' },
} as const;

/** The client of a call: that of a service. `rdsOnce` does not retry. */
type Service = keyof typeof SERVICES;

/** Options of a call. */
export interface CallOptions {
  signal?: AbortSignal;
}

/** Calls AWS in one account and region. */
export class RegionApi {
  /** Times of the records that were read in this region. */
  readonly recordTimes = new NewestTimes();

  constructor(
    readonly config: RegionConfig,
    private readonly clients: RegionClients,
    private readonly polling?: RegionApi,
  ) {}

  /** The API for polls, so that they do not slow requests of users down after AWS has limited their rate. */
  get background(): RegionApi {
    return this.polling ?? this;
  }

  /** Name of Amazon RDS in messages. */
  get system(): string {
    return `${SERVICES.rds.title} in ${this.config.id}`;
  }

  /**
   * Calls an operation.
   *
   * @throws the reason of `signal`; otherwise an error of `postgres-common`
   */
  async call<Output>(
    service: Service,
    command: Command<Output>,
    options: CallOptions = {},
  ): Promise<Output> {
    // Without expected errors, the result is never undefined.
    return (await this.tryCall(service, command, [], options)) as Output;
  }

  /**
   * Like {@link RegionApi.call}, but returns undefined for errors with one of the
   * expected names, for example if a resource does not exist.
   */
  async tryCall<Output>(
    service: Service,
    command: Command<Output>,
    expectedErrors: readonly string[],
    { signal }: CallOptions = {},
  ): Promise<Output | undefined> {
    const { title, prefix } = SERVICES[service];
    const system = `${title} in ${this.config.id}`;
    const action = `${prefix}:${operationOf(command)}`;
    const client = this.clients[service] as unknown as {
      send(what: unknown, options: object): Promise<Output>;
    };
    try {
      return await withTimeout(
        CALL_TIMEOUT_MS,
        seconds =>
          new UpstreamTimeoutError(
            system,
            `${action}: no response within ${seconds} s`,
            'Check that Backstage can connect to it, then repeat the request',
          ),
        abortSignal => client.send(command, { abortSignal }),
        signal,
      );
    } catch (error) {
      signal?.throwIfAborted();
      if (hasErrorCode(error, 'UpstreamTimeout')) throw error;
      if (expectedErrors.includes(awsErrorName(error) ?? '')) return undefined;
      throw mapAwsError(error, { system, action });
    }
  }

  /** Closes the connections. */
  close(): void {
    Object.values(this.clients).forEach(client => client.destroy());
    this.polling?.close();
  }
}
