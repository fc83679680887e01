import { once } from 'events';
import { createServer } from 'net';

/**
 * Another program listens on a port that the demo needs.
 *
 * @public
 */
export class PortTakenError extends Error {
  readonly port: number;

  constructor(port: number) {
    super(`Port ${port} on 127.0.0.1 is taken by another program.`);
    this.name = 'PortTakenError';
    this.port = port;
  }
}

export async function assertPortFree(port: number): Promise<void> {
  const server = createServer();
  try {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') {
      throw new PortTakenError(port);
    }
    throw error;
  }
  server.close();
  await once(server, 'close');
}
