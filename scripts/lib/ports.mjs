import { createServer } from 'node:net';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';

/** Reads a port from an environment variable. */
export function portFrom(variable, fallback, env = process.env) {
  const text = env[variable];
  if (!text) {
    return fallback;
  }
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1 || port > 65535) {
    throw new Error(
      `${variable} must be a port from 1 to 65535, not "${text}".`,
    );
  }
  return port;
}

/** Returns an error about a port in use, with the variable that sets another port. */
export function portTaken({ port, variable, what }) {
  return new Error(
    `Port ${port}, which ${what} needs, is taken by another program: stop that program, or choose another port with ${variable}.`,
  );
}

async function isFreeAt(port, host) {
  const server = createServer();
  server.listen({ port, host });
  try {
    await once(server, 'listening');
  } catch (error) {
    if (error.code === 'EADDRINUSE') {
      return false;
    }
    if (error.code === 'EADDRNOTAVAIL' || error.code === 'EAFNOSUPPORT') {
      return true; // a machine without IPv6
    }
    throw error;
  }
  server.close();
  await once(server, 'close');
  return true;
}

/** Checks both address families, because "localhost" can be either. */
const isFree = async port =>
  (await isFreeAt(port, '127.0.0.1')) && (await isFreeAt(port, '::1'));

/** Throws if the port is in use, and still is after `waitSeconds`. */
export async function assertPortFree(setting, { waitSeconds = 0 } = {}) {
  const end = performance.now() + waitSeconds * 1000;
  while (!(await isFree(setting.port))) {
    if (performance.now() >= end) {
      throw portTaken(setting);
    }
    await sleep(200);
  }
}

/**
 * Returns these ports if they are free, otherwise others above them. Unlike
 * {@link freePort}, they stay free while a server restarts: outgoing
 * connections do not use them if `ports` are below 32768.
 */
export async function freePorts(ports) {
  const free = await Promise.all(ports.map(isFree));
  return free.every(Boolean) ? ports : freePorts(ports.map(port => port + 10));
}

/** Returns a port that is free now. */
export async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}
