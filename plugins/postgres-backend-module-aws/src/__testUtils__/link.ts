import { once } from 'node:events';
import {
  type AddressInfo,
  connect,
  createServer,
  type Server,
  type Socket,
} from 'node:net';

/** Starts a TCP proxy to a local port, which can be closed, or accept connections without a response. */
export async function startLink(target: number) {
  const sockets = new Set<Socket>();
  let stalled = false;
  const keep = (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => sockets.delete(socket));
  };
  const accept = (client: Socket) => {
    keep(client);
    if (stalled) return;
    const upstream = connect(target, '127.0.0.1');
    keep(upstream);
    client.on('close', () => upstream.destroy());
    upstream.on('close', () => client.destroy());
    client.pipe(upstream);
    upstream.pipe(client);
  };
  const drop = () => sockets.forEach(socket => socket.destroy());
  const listen = async (port: number): Promise<Server> => {
    const server = createServer(accept).listen(port, '127.0.0.1');
    await once(server, 'listening');
    return server;
  };
  const close = async (server: Server) => {
    const closed = once(server, 'close');
    server.close();
    drop();
    await closed;
  };
  let server = await listen(0);
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    async cut() {
      await close(server);
      return async () => {
        server = await listen(port);
      };
    },
    async stall() {
      stalled = true;
      drop();
      return async () => {
        stalled = false;
        drop();
      };
    },
    stop: () => close(server),
  };
}
