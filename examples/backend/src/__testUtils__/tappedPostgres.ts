import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { eventually } from './eventually';

/** A point in the communication of clients with PostgreSQL. */
export interface Moment {
  /** Pattern of a statement with its values. */
  statement: RegExp;
  /** Whether PostgreSQL still receives it; its response is held back. */
  isSent?: boolean;
}

/** Longer than any statement that a test waits for. */
const MAX_RECEIVED = 10_000;

/**
 * A proxy to PostgreSQL that can be stopped at an exact point, so that a client
 * can be killed there: a statement either was not sent, or was executed without
 * a response to its client.
 */
export async function tapPostgres(address: { host: string; port: number }) {
  let awaited: Moment | undefined;
  let stopped = false;
  let reached = false;
  const sockets = new Set<Socket>();
  const cut = () => sockets.forEach(socket => socket.destroy());

  const server = createServer(client => {
    const upstream = connect(address);
    let received = '';
    let isLast = false;
    client.on('data', data => {
      if (stopped) return;
      // Statements can arrive in pieces; a statement without its end is not executed.
      received = (received + data.toString('latin1')).slice(-MAX_RECEIVED);
      if (awaited?.statement.test(received)) {
        stopped = true;
        isLast = true;
        reached = !awaited.isSent;
        if (reached) return;
      }
      upstream.write(data);
    });
    upstream.on('data', data => {
      if (!stopped) client.write(data);
      else if (isLast) reached = true;
    });
    for (const [socket, other] of [
      [client, upstream],
      [upstream, client],
    ]) {
      sockets.add(socket);
      // A killed client resets its connections, which is intended.
      socket.on('error', () => {});
      socket.on('close', () => {
        sockets.delete(socket);
        other.destroy();
      });
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  return {
    port: (server.address() as AddressInfo).port,
    /** Stops everything at that point, calls `kill`, and opens again for the next client. */
    async stopAt(moment: Moment, kill: () => Promise<void>) {
      awaited = moment;
      await eventually(`${moment.statement}`, async () => reached || undefined);
      awaited = undefined;
      await kill();
      // Data in transit is lost together with the client.
      cut();
      stopped = false;
      reached = false;
    },
    close() {
      server.close();
      cut();
    },
  };
}
