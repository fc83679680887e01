import { isIP } from 'node:net';

/** Returns whether a host is the machine of Backstage: a loopback address or the directory of a Unix socket. */
export function isOwnMachine(host: string): boolean {
  const plain = host.toLowerCase().replace(/^\[|\]$|\.$/g, '');
  if (plain.startsWith('/')) return true;
  switch (isIP(plain)) {
    case 4:
      return plain.startsWith('127.');
    case 6:
      return plain === '::1' || plain.startsWith('::ffff:127.');
    default:
      return plain === 'localhost' || plain.endsWith('.localhost');
  }
}
