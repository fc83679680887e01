import type { Service } from './http/readCall';

/** A call that reached the fake; `outcome` is `ok`, the error code, `lost` or `hang`. */
export interface LoggedCall {
  service: Service;
  action: string;
  account: string;
  region: string;
  /** Time of the status clock. */
  at: Date;
  outcome: string;
}

/** Records all calls, and counts them by action and by minute. */
export class CallLog {
  readonly calls: LoggedCall[] = [];

  count(action?: string, account?: string): number {
    return this.calls.filter(
      call =>
        (!action || call.action === action) &&
        (!account || call.account === account),
    ).length;
  }

  byAction(): Record<string, number> {
    const counts: Record<string, number> = {};
    for (const { action } of this.calls) {
      counts[action] = (counts[action] ?? 0) + 1;
    }
    return counts;
  }

  /** Returns the calls per minute of the status clock in the last minutes before `now`. */
  perMinute(now: Date, minutes: number): number {
    const since = now.getTime() - minutes * 60_000;
    return (
      this.calls.filter(call => call.at.getTime() > since).length / minutes
    );
  }

  clear(): void {
    this.calls.length = 0;
  }
}
