import type { LoggerService } from '@backstage/backend-plugin-api';
import { readPreflight } from '@pgstage/backstage-plugin-postgres-sql-node';
import { printable } from '@pgstage/backstage-plugin-postgres-common';
import type { ServerConnections } from '../sql';
import { configNotices, type Notice, serverNotices } from './noticesOf';

const isNotIn = (others: Notice[]) => (notice: Notice) =>
  others.every(({ what }) => what.text !== notice.what.text);

/** What stands in the way of Backstage on one server, told before the first request fails. */
export class Preflight {
  #notices: Notice[] = [];

  constructor(
    private readonly connections: ServerConnections,
    private readonly logger: LoggerService,
  ) {}

  /** As of the last check. */
  get notices(): Notice[] {
    return this.#notices;
  }

  /** Known before the server answers. */
  start(): void {
    this.#tell(configNotices(this.connections.server));
  }

  async check(signal?: AbortSignal): Promise<void> {
    const { server } = this.connections;
    const facts = await readPreflight(this.connections, signal);
    this.#tell([...configNotices(server), ...serverNotices(facts, server)]);
  }

  /** Logs what is new or over, once. */
  #tell(now: Notice[]): void {
    const { id } = this.connections.server;
    const before = this.#notices;
    this.#notices = now;
    for (const { what, nextStep, severity } of now.filter(isNotIn(before))) {
      this.logger[severity === 'error' ? 'error' : 'warn'](
        `PostgreSQL server ${id}: ${printable(
          `${what.text} ${nextStep.text}`,
        )}`,
      );
    }
    for (const { what } of before.filter(isNotIn(now)))
      this.logger.info(
        `PostgreSQL server ${id}, no longer so: ${printable(what.text)}`,
      );
  }
}
