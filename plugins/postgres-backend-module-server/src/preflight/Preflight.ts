import { isDeepStrictEqual } from 'node:util';
import type { LoggerService } from '@backstage/backend-plugin-api';
import { readPreflight } from '@pgstage/backstage-plugin-postgres-sql-node';
import { printable } from '@pgstage/backstage-plugin-postgres-common';
import type { ServerConnections } from '../sql';
import { expiryNotices, type ExpiringBackups } from './expiryNotices';
import { configNotices, type Notice, serverNotices } from './noticesOf';

const isNotIn = (others: Notice[]) => (notice: Notice) =>
  others.every(({ what }) => !isDeepStrictEqual(what, notice.what));

/** Checks the configuration and rights of Backstage on one server, and the removal of expired backups, to report problems before a request fails. */
export class Preflight {
  #notices: Notice[] = [];

  constructor(
    private readonly connections: ServerConnections,
    private readonly logger: LoggerService,
    private readonly backups: ExpiringBackups,
  ) {}

  /** Results of the last check. */
  get notices(): Notice[] {
    return this.#notices;
  }

  /** Reports the notices that do not require a connection. */
  start(): void {
    this.#report(configNotices(this.connections.server));
  }

  async check(signal?: AbortSignal): Promise<void> {
    const { server } = this.connections;
    const facts = await readPreflight(this.connections, signal);
    this.#report([
      ...configNotices(server),
      ...serverNotices(facts, server),
      ...expiryNotices(this.backups, server),
    ]);
  }

  /** Logs the notices that are new or no longer apply. */
  #report(current: Notice[]): void {
    const { id } = this.connections.server;
    const before = this.#notices;
    this.#notices = current;
    for (const { what, nextStep, severity } of current.filter(
      isNotIn(before),
    )) {
      this.logger[severity === 'error' ? 'error' : 'warn'](
        `PostgreSQL server ${id}: ${printable(
          `${what.text} ${nextStep.text}`,
        )}`,
      );
    }
    for (const { what } of before.filter(isNotIn(current)))
      this.logger.info(
        `PostgreSQL server ${id}: resolved: ${printable(what.text)}`,
      );
  }
}
