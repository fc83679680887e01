import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { eventually } from './eventually';

/** A moment in what clients say to PostgreSQL. */
export interface Moment {
  /** What one statement says, with its values. */
  says: RegExp;
  /** Whether PostgreSQL still gets it; what it answers is held back. */
  isSent?: boolean;
}

/** More than any statement that a test waits for. */
const REMEMBERED = 10_000;

/**
 * A way to PostgreSQL that can be stopped at an exact moment, so that a client
 * can be killed there: a statement either was not sent, or was carried out
 * without its client being told.
 */
export async function tapPostgres(address: { host: string; port: number }) {
  let awaited: Moment | undefined;
  let stopped = false;
  let reached = false;
  const sockets = new Set<Socket>();
  const cut = () => sockets.forEach(socket => socket.destroy());

  const server = createServer(client => {
    const upstream = connect(address);
    let said = '';
    let isLast = false;
    client.on('data', data => {
      if (stopped) return;
      // Statements may come in pieces; one without its end is not carried out.
      said = (said + data.toString('latin1')).slice(-REMEMBERED);
      if (awaited?.says.test(said)) {
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
      // A killed client resets its connections, which is what a test wants.
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
    /** Stops everything at that moment, calls `kill`, and opens again for who comes next. */
    async stopAt(moment: Moment, kill: () => Promise<void>) {
      awaited = moment;
      await eventually(`${moment.says}`, async () => reached || undefined);
      awaited = undefined;
      await kill();
      // What it still had on its way dies with it.
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
