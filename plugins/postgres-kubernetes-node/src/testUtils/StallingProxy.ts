import { createServer, connect, type AddressInfo, type Socket } from 'node:net';

/**
 * A TCP proxy in front of an API server that can stop responding without
 * closing connections. Use it with `through`, or with `ApiServer.kubeConfig`.
 *
 * @public
 */
export class StallingProxy {
  readonly #sockets = new Set<Socket>();
  #stalled = false;
  readonly #server = createServer(client => {
    const upstream = connect(Number(new URL(this.target).port), '127.0.0.1');
    for (const [from, to] of [
      [client, upstream],
      [upstream, client],
    ]) {
      this.#sockets.add(from);
      from.pipe(to);
      from.on('error', () => to.destroy());
      from.on('close', () => {
        this.#sockets.delete(from);
        to.destroy();
      });
      if (this.#stalled) from.unpipe();
    }
  });

  constructor(private readonly target: string) {}

  /** Returns the URL of the proxy. */
  async start(): Promise<string> {
    await new Promise<void>(done => this.#server.listen(0, '127.0.0.1', done));
    return `https://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Stops all data on existing connections; new ones work. */
  stallExisting(): void {
    this.#sockets.forEach(socket => socket.unpipe());
  }

  /** Stops all data, also on new connections. */
  stallAll(): void {
    this.#stalled = true;
    this.stallExisting();
  }

  /** Forwards new connections again; stalled ones stay stalled. */
  heal(): void {
    this.#stalled = false;
  }

  /** Forwards new connections again, and closes stalled ones. */
  reset(): void {
    this.heal();
    this.#sockets.forEach(socket => socket.destroy());
  }

  stop(): void {
    this.#server.close();
    this.#sockets.forEach(socket => socket.destroy());
  }
}
