import { once } from 'events';
import { createServer, type IncomingMessage, type ServerResponse } from 'http';
import type { AddressInfo } from 'net';
import { actions } from './actions';
import { CallLog } from './CallLog';
import { type FaultKind, Faults } from './Faults';
import { answer, answerError } from './http/answer';
import { AwsError } from './http/AwsError';
import { readCall, type ReceivedCall } from './http/readCall';
import { applyChanges } from './rds/applyChanges';
import { pass } from './rds/statuses';
import { AwsState, type InstanceRecord, type Region } from './state';
import { StatusClock } from './StatusClock';

const defaultAccount = '123456789012';

/**
 * Amazon RDS, EC2 and Secrets Manager over HTTP, for tests: with the statuses,
 * rules and faults of AWS that an emulator does not have. Nothing listens at
 * the endpoints of its instances.
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
  private callerIsDead = false;

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

  /** State of a region, to prepare and to check. */
  region(name: string = 'eu-west-1', account: string = defaultAccount): Region {
    return this.state.region(account, name);
  }

  /** Applies what waits for the maintenance window. */
  openMaintenanceWindow(region: Region, record: InstanceRecord): void {
    applyChanges({ region, clock: this.clock }, record);
  }

  /** Puts an instance into a status that it does not leave by itself, such as storage-full or incompatible-network. */
  become(record: InstanceRecord, status: string): void {
    pass(this.clock, record, [{ status }]);
  }

  /**
   * Ends the caller after the n-th call from now, whatever its outcome: the
   * call takes effect, its response is lost, and later calls of the caller fail without effect until
   * `revive`. With a hook, runs it at that point instead, before the response.
   */
  afterCall(n: number, hook?: () => void): void {
    this.interrupt = { left: n, hook };
  }

  /** A new process calls: forgets `afterCall`, and answers again. */
  revive(): void {
    this.interrupt = undefined;
    this.callerIsDead = false;
  }

  private async serve(
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) {
      chunks.push(chunk as Buffer);
    }
    if (this.callerIsDead) {
      request.socket.destroy();
      return;
    }
    let call: ReceivedCall | undefined;
    let error: unknown;
    let result: object | undefined;
    let fault: FaultKind | undefined;
    try {
      call = readCall(request, Buffer.concat(chunks).toString());
      fault = this.faults.take(call);
      result = fault === 'hang' ? undefined : this.run(call, fault);
    } catch (caught) {
      error = caught;
    }
    const dies = this.countDown();
    if (fault === 'hang' || fault === 'late') {
      this.log(call, fault);
    } else if (fault === 'lost' || dies) {
      this.log(call, 'lost');
      request.socket.destroy();
    } else if (call && result) {
      this.log(call, 'ok');
      answer(response, call, result);
    } else {
      const known =
        error instanceof AwsError
          ? error
          : new AwsError('InternalFailure', String(error), 500);
      this.log(call, known.code);
      answerError(response, call?.service, known);
    }
  }

  /** @throws AwsError - as the fault or the action says */
  private run(call: ReceivedCall, fault: FaultKind | undefined): object {
    const failure = Faults.errorOf(fault, call);
    if (failure) {
      throw failure;
    }
    const { service, action, account, region, params } = call;
    const handler = actions[service][action];
    if (!handler) {
      throw new AwsError(
        'InvalidAction',
        `The fake of AWS does not know ${service}:${action}`,
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
        `The fake of AWS does not know ${unread.join(', ')} of ${action}`,
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
    this.callerIsDead = !hook;
    return this.callerIsDead;
  }

  private log(call: ReceivedCall | undefined, outcome: string): void {
    if (call) {
      const { service, action, account, region } = call;
      const at = this.clock.now();
      this.calls.calls.push({ service, action, account, region, at, outcome });
    }
  }
}
