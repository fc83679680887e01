import { execFile } from 'node:child_process';
import { once } from 'node:events';
import net from 'node:net';
import { promisify } from 'node:util';

/**
 * Stands for an ssh tunnel, as there is no jump host here: ssh reads the
 * command that opens one, and what it understood is forwarded. Returns how to
 * close it.
 *
 * @throws Error, if ssh does not take the command for a tunnel.
 */
export async function openTunnel(command: string): Promise<() => void> {
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
  server.listen(Number(near), 'localhost');
  await once(server, 'listening');
  return () => server.close();
}
