import { rm } from 'fs/promises';
import path from 'path';

import { readIfThere, writePrivately } from './files';
import { processIdentity } from './processes';

/**
 * Which process stops the servers. Without it, a second start that ends early
 * (a taken port, say) would stop the servers under the first.
 */
export class Ownership {
  readonly #file: string;

  constructor(dataDir: string) {
    this.#file = path.join(dataDir, 'owner.json');
  }

  /** The other process that owns the servers and lives, if there is one. */
  async otherOwner(): Promise<number | undefined> {
    const text = await readIfThere(this.#file);
    const { pid, identity } = text ? JSON.parse(text) : {};
    const lives =
      pid !== process.pid &&
      identity &&
      (await processIdentity(pid)) === identity;
    return lives ? pid : undefined;
  }

  /** Makes this process the owner, unless another one is and lives; tells whether it is. */
  async take(): Promise<boolean> {
    if (await this.otherOwner()) {
      return false;
    }
    const { pid } = process;
    const identity = await processIdentity(pid);
    await writePrivately(this.#file, JSON.stringify({ pid, identity }));
    return true;
  }

  /** After an ordered stop the next start belongs to whoever makes it. */
  async release(): Promise<void> {
    await rm(this.#file, { force: true });
  }
}
