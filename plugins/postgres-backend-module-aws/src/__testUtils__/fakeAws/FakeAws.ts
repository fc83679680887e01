import { once } from 'events';
import { createServer, type IncomingMessage, type ServerResponse } from 'http';
import type { AddressInfo } from 'net';
import { actions } from './actions';
import { CallLog } from './CallLog';
import { type Fault, Faults } from './Faults';
import { sendError, sendResult } from './http/response';
import { AwsError } from './http/AwsError';
import { readCall, type ReceivedCall } from './http/readCall';
import { applyChanges } from './rds/applyChanges';
import { runSteps } from './rds/statuses';
import { AwsState, type InstanceRecord, type Region } from './state';
import { StatusClock } from './StatusClock';

const defaultAccount = '123456789012';

/**
 * An HTTP server that simulates Amazon RDS, EC2 and Secrets Manager, with statuses,
 * rules and faults of AWS that moto does not have. No PostgreSQL runs at the endpoints
 * of its instances.
 */
export class FakeAws {
  readonly clock = new StatusClock();
  readonly calls = new CallLog();
  readonly faults = new Faults();
  private readonly state = new AwsState();
  private readonly server = createServer((request, response) =>
    this.serve(request, response),
  );
  private interrupt?: { left: number; hook?: () => void };
  private callerHasEnded = false;

  private constructor() {}

  static async start(): Promise<FakeAws> {
    const fake = new FakeAws();
    fake.server.listen(0, '127.0.0.1');
    await once(fake.server, 'listening');
    return fake;
  }

  /** URL for the option `endpoint` of all clients. */
  get endpoint(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  /** Returns the state of a region, which tests can change. */
  region(name: string = 'eu-west-1', account: string = defaultAccount): Region {
    return this.state.region(account, name);
  }

  /** Applies pending changes, as in the maintenance window. */
  openMaintenanceWindow(region: Region, record: InstanceRecord): void {
    applyChanges({ region, clock: this.clock }, record);
  }

  /** Sets a status without an end, such as storage-full or incompatible-network. */
  setStatus(record: InstanceRecord, status: string): void {
    runSteps(this.clock, record, [{ status }]);
  }

  /**
   * Simulates a caller that ends after the n-th call from now: the call takes effect,
   * its response is lost, and later calls fail without effect until `startNewCaller`.
   * With a hook, runs the hook before the response instead.
   */
  afterCall(n: number, hook?: () => void): void {
    this.interrupt = { left: n, hook };
  }

  /** Simulates a new process of the caller: ends the effect of `afterCall`. */
  startNewCaller(): void {
    this.interrupt = undefined;
    this.callerHasEnded = false;
  }

  private async serve(
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) {
      chunks.push(chunk as Buffer);
    }
    if (this.callerHasEnded) {
      request.socket.destroy();
      return;
    }
    let call: ReceivedCall | undefined;
    let error: unknown;
    let result: object | undefined;
    let fault: Fault['kind'] | undefined;
    try {
      call = readCall(request, Buffer.concat(chunks).toString());
      fault = this.faults.take(call);
      result = fault === 'hang' ? undefined : this.run(call, fault);
    } catch (caught) {
      error = caught;
    }
    const ends = this.countDown();
    if (fault === 'hang' || fault === 'late') {
      this.log(call, fault);
    } else if (fault === 'lost' || ends) {
      this.log(call, 'lost');
      request.socket.destroy();
    } else if (call && result) {
      this.log(call, 'ok');
      sendResult(response, call, result);
    } else {
      const known =
        error instanceof AwsError
          ? error
          : new AwsError('InternalFailure', String(error), 500);
      this.log(call, known.code);
      sendError(response, call?.service, known);
    }
  }

  /** @throws AwsError for a fault, or for a request that the action refuses */
  private run(call: ReceivedCall, fault: Fault['kind'] | undefined): object {
    const failure = Faults.errorOf(fault, call);
    if (failure) {
      throw failure;
    }
    const { service, action, account, region, params } = call;
    const handler = actions[service][action];
    if (!handler) {
      throw new AwsError(
        'InvalidAction',
        `The fake of AWS does not support ${service}:${action}`,
      );
    }
    const result = handler({
      params,
      region: this.state.region(account, region),
      clock: this.clock,
    });
    const unread = params.unread();
    if (unread.length > 0) {
      throw new AwsError(
        'UnknownParameter',
        `The fake of AWS does not support ${unread.join(', ')} of ${action}`,
      );
    }
    return result;
  }

  /** Whether the caller ends with this call. */
  private countDown(): boolean {
    if (!this.interrupt) {
      return false;
    }
    this.interrupt.left -= 1;
    if (this.interrupt.left > 0) {
      return false;
    }
    const { hook } = this.interrupt;
    this.interrupt = undefined;
    hook?.();
    this.callerHasEnded = !hook;
    return this.callerHasEnded;
  }

  private log(call: ReceivedCall | undefined, outcome: string): void {
    if (call) {
      const { service, action, account, region } = call;
      const at = this.clock.now();
      this.calls.calls.push({ service, action, account, region, at, outcome });
    }
  }
}
