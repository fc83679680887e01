import { execFile } from 'node:child_process';
import { once } from 'node:events';
import net from 'node:net';
import { promisify } from 'node:util';

/**
 * Stands for an ssh tunnel, as there is no jump host here: ssh reads the
 * command that opens one, and what it understood is forwarded. The near end is
 * a free port, as another run of these tests may have taken the command's own.
 *
 * @throws Error, if ssh does not take the command for a tunnel.
 */
export async function openTunnel(command: string) {
  // -G: print the options and do nothing. Without the person's own configuration.
  const { stdout } = await promisify(execFile)('sh', [
    '-c',
    command.replace(/^ssh /, 'ssh -G -F none '),
  ]);
  const [, near, host, far] =
    /^localforward (?:\S+:)?(\d+) \[?([^\]\s]+)\]?:(\d+)$/m.exec(stdout) ?? [];
  if (!near) throw new Error(`No tunnel: ${command}`);
  const server = net.createServer(socket => {
    const target = net.connect(Number(far), host);
    socket.on('error', () => target.destroy()).pipe(target);
    target.on('error', () => socket.destroy()).pipe(socket);
  });
  server.listen(0, 'localhost');
  await once(server, 'listening');
  const { port } = server.address() as net.AddressInfo;
  return {
    /** The text of a command that goes through the tunnel. */
    through: (text: string) => text.replace(`port=${near} `, `port=${port} `),
    close: () => server.close(),
  };
}
