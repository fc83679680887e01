import {
  hasErrorCode,
  UpstreamTimeoutError,
} from '@pgstage/backstage-plugin-postgres-common';
import { withTimeout } from '@pgstage/backstage-plugin-postgres-node/provider';
import type { RegionConfig } from '../config';
import { awsErrorName, mapAwsError } from './awsErrors';
import type { RegionClients } from './clients';

/** Longest that a call with its retries may take. */
const CALL_TIMEOUT_MS = 45_000;

const SERVICES = {
  rds: { title: 'Amazon RDS', prefix: 'rds' },
  ec2: { title: 'Amazon EC2', prefix: 'ec2' },
  secrets: { title: 'AWS Secrets Manager', prefix: 'secretsmanager' },
} as const;

type Service = keyof typeof SERVICES;

/** A command of the SDK. Its class has the name of the operation, which is that of the IAM action. */
interface Command<Output> {
  resolveMiddleware(
    stack: never,
    config: never,
    options: unknown,
  ): (input: never) => Promise<{ output: Output }>;
}

/** Options of a call. */
export interface CallOptions {
  signal?: AbortSignal;
}

/** Calls AWS in one account and region. */
export class RegionApi {
  constructor(
    readonly config: RegionConfig,
    private readonly clients: RegionClients,
  ) {}

  /** Name of Amazon RDS in messages. */
  get system(): string {
    return `${SERVICES.rds.title} in ${this.config.id}`;
  }

  /**
   * @throws the reason of `signal`; otherwise an error of `postgres-common`
   */
  async call<Output>(
    service: Service,
    command: Command<Output>,
    options: CallOptions = {},
  ): Promise<Output> {
    // No error is an answer, so there is one without an error.
    return (await this.tryCall(service, command, [], options)) as Output;
  }

  /**
   * The same, for errors that are an answer, such as that something does not
   * exist: returns undefined for those with one of the names.
   */
  async tryCall<Output>(
    service: Service,
    command: Command<Output>,
    answers: readonly string[],
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
            `${action}: no answer within ${seconds} s`,
            'Check that Backstage can reach it, then repeat the request',
          ),
        abortSignal => client.send(command, { abortSignal }),
        signal,
      );
    } catch (error) {
      signal?.throwIfAborted();
      if (hasErrorCode(error, 'UpstreamTimeout')) throw error;
      if (answers.includes(awsErrorName(error) ?? '')) return undefined;
      throw mapAwsError(error, { system, action });
    }
  }

  /** Closes the connections. */
  close(): void {
    Object.values(this.clients).forEach(client => client.destroy());
  }
}

function operationOf(command: object): string {
  return command.constructor.name.replace(/Command$/, '');
}
