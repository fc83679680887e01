import { execFile } from 'node:child_process';
import { once } from 'node:events';
import net from 'node:net';
import { promisify } from 'node:util';

/**
 * Replaces an ssh tunnel, because there is no jump host here: ssh parses the
 * command, and the parsed forward is opened. The local end is a free port,
 * because another run of these tests may use the port of the command.
 *
 * @throws Error if ssh does not parse the command as a tunnel.
 */
export async function openTunnel(command: string) {
  // -G prints the options and does nothing. Without the configuration of the user.
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
    /** Returns a command that uses the tunnel. */
    through: (text: string) => text.replace(`port=${near} `, `port=${port} `),
    close: () => server.close(),
  };
}
