import { once } from 'events';
import { createServer } from 'net';

/**
 * Another program listens on a port of the demo.
 *
 * @public
 */
export class PortInUseError extends Error {
  readonly port: number;

  constructor(port: number) {
    super(`Port ${port} on 127.0.0.1 is in use by another program.`);
    this.name = 'PortInUseError';
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
      throw new PortInUseError(port);
    }
    throw error;
  }
  server.close();
  await once(server, 'close');
}
