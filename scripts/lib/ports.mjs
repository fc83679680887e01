import { createServer } from 'node:net';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';

/** Reads a port from the environment; the variable is what moves it. */
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

/** Says that a port is taken, and how to move it. */
export function portTaken({ port, variable, what }) {
  return new Error(
    `Port ${port}, which ${what} needs, is taken by another program: stop that program, or choose another port with ${variable}.`,
  );
}

async function isFree(port, host) {
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

/**
 * Throws where somebody listens, and still does after `waitSeconds`. Both
 * address families are asked: "localhost" may mean either.
 */
export async function assertPortFree(wanted, { waitSeconds = 0 } = {}) {
  const end = performance.now() + waitSeconds * 1000;
  while (
    !(await isFree(wanted.port, '127.0.0.1')) ||
    !(await isFree(wanted.port, '::1'))
  ) {
    if (performance.now() >= end) {
      throw portTaken(wanted);
    }
    await sleep(200);
  }
}

/** A port that nobody listens on now. */
export async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}
