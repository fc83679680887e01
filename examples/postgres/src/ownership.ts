import { rm } from 'fs/promises';
import path from 'path';

import { readIfExists, writePrivately } from './files';
import { processIdentity } from './processes';

/**
 * The process that stops the servers. Without it, a second start that fails (for
 * example because a port is in use) would stop the servers of the first one.
 */
export class Ownership {
  readonly #file: string;

  constructor(dataDir: string) {
    this.#file = path.join(dataDir, 'owner.json');
  }

  /** Returns the id of another running process that owns the servers. */
  async otherOwner(): Promise<number | undefined> {
    const text = await readIfExists(this.#file);
    const { pid, identity } = text ? JSON.parse(text) : {};
    const isRunning =
      pid !== process.pid &&
      identity &&
      (await processIdentity(pid)) === identity;
    return isRunning ? pid : undefined;
  }

  /** Makes this process the owner, unless another running process is. Returns whether it is. */
  async take(): Promise<boolean> {
    if (await this.otherOwner()) {
      return false;
    }
    const { pid } = process;
    const identity = await processIdentity(pid);
    await writePrivately(this.#file, JSON.stringify({ pid, identity }));
    return true;
  }

  /** Ends the ownership after a regular stop. */
  async release(): Promise<void> {
    await rm(this.#file, { force: true });
  }
}
