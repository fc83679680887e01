import { randomUUID } from 'node:crypto';
import {
  UpstreamError,
  type Backup,
  type Binding,
  type Database,
  type DatabaseSpec,
} from '@pgstage/backstage-plugin-postgres-common';

/** A database as the engine holds it. */
export interface Stored {
  uid: string;
  spec: DatabaseSpec;
  binding?: Binding;
  created?: Database['created'];
  /** Another tool would undo changes. */
  managed?: boolean;
  password: string;
  /** Names of its instances, the primary first. */
  instances: string[];
  /** Operations that were asked for. */
  asked: string[];
  hibernated?: boolean;
  fenced?: boolean;
  backups: Backup[];
  /** Further roles and databases that exist, by name. */
  contents: Record<'roles' | 'databases', string[]>;
}

export const contentsOf = ({ roles = [], databases = [] }: DatabaseSpec) => ({
  roles: roles.map(({ name }) => name),
  databases: databases.map(({ name }) => name),
});

type News = 'changed' | 'lost' | 'back';

/** A made-up engine in memory, which can be cut off and can go silent. */
export class InMemoryEngine {
  /** By name. */
  readonly databases = new Map<string, Stored>();
  /** Passwords by ref: the store of credentials, which answers always. */
  readonly store = new Map<string, string>();
  readonly #listeners = new Set<(news: News) => void>();
  #isCut = false;
  #silence?: { ends: Promise<void>; end(): void };

  /** Does something at the engine, which takes a moment, and tells those who watch. */
  async ask<T>(work: () => T, signal?: AbortSignal): Promise<T> {
    signal?.throwIfAborted();
    await Promise.race([
      this.#silence?.ends ?? new Promise(setImmediate),
      new Promise((_, reject) =>
        signal?.addEventListener('abort', () => reject(signal.reason)),
      ),
    ]);
    if (this.#isCut)
      throw new UpstreamError('The engine', 'it is cut off', 'Wait for it.');
    const result = work();
    this.#tell('changed');
    return result;
  }

  watch(listener: (news: News) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  get isCut(): boolean {
    return this.#isCut;
  }

  cut(): () => Promise<void> {
    this.#isCut = true;
    this.#tell('lost');
    return async () => {
      this.#isCut = false;
      this.#tell('back');
    };
  }

  stall(): () => Promise<void> {
    let end = () => {};
    const ends = new Promise<void>(resolve => {
      end = resolve;
    });
    this.#silence = { ends, end };
    return async () => {
      this.#silence = undefined;
      end();
    };
  }

  add(name: string, more: Partial<Stored> = {}): Stored {
    const count = more.spec?.instances ?? 1;
    const stored: Stored = {
      uid: randomUUID(),
      spec: {},
      password: randomUUID(),
      instances: Array.from({ length: count }, (_, i) => `${name}-${i}`),
      asked: [],
      backups: [],
      contents: contentsOf(more.spec ?? {}),
      ...more,
    };
    this.databases.set(name, stored);
    this.#tell('changed');
    return stored;
  }

  #tell(news: News): void {
    if (!this.#silence) this.#listeners.forEach(listener => listener(news));
  }
}
