import { randomUUID } from 'node:crypto';
import {
  UpstreamError,
  type Backup,
  type Binding,
  type ContentsField,
  type Database,
  type DatabaseSpec,
  type LogEntry,
} from '@pgstage/backstage-plugin-postgres-common';

/** A database in the engine. */
export interface Stored {
  uid: string;
  spec: DatabaseSpec;
  binding?: Binding;
  created?: Database['created'];
  /** Managed by another tool, which reverts changes. */
  managed?: boolean;
  password: string;
  /** Names of its instances, the primary first. */
  instances: string[];
  /** Ids of the operations that were performed. */
  performed: string[];
  hibernated?: boolean;
  fenced?: boolean;
  backups: Backup[];
  /** Of the primary, oldest first. */
  log: LogEntry[];
  /** Names of the additional roles and databases. */
  contents: Record<ContentsField, string[]>;
}

export const contentsOf = ({ roles = [], databases = [] }: DatabaseSpec) => ({
  roles: roles.map(({ name }) => name),
  databases: databases.map(({ name }) => name),
});

type EngineEvent = 'changed' | 'lost' | 'restored';

/** An engine in memory, which can become unreachable or stop responding. */
export class InMemoryEngine {
  /** By name. */
  readonly databases = new Map<string, Stored>();
  /** The credential store: passwords by ref. It is always reachable. */
  readonly store = new Map<string, string>();
  readonly #listeners = new Set<(event: EngineEvent) => void>();
  #isCut = false;
  #silence?: { ends: Promise<void>; end(): void };

  /** Runs a function in the engine, asynchronously, and notifies the watches. */
  async call<T>(work: () => T, signal?: AbortSignal): Promise<T> {
    signal?.throwIfAborted();
    await Promise.race([
      this.#silence?.ends ?? new Promise(setImmediate),
      new Promise((_, reject) =>
        signal?.addEventListener('abort', () => reject(signal.reason)),
      ),
    ]);
    if (this.#isCut)
      throw new UpstreamError('The engine', 'connection refused', 'Try again.');
    const result = work();
    this.#notify('changed');
    return result;
  }

  watch(listener: (event: EngineEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  get isCut(): boolean {
    return this.#isCut;
  }

  cut(): () => Promise<void> {
    this.#isCut = true;
    this.#notify('lost');
    return async () => {
      this.#isCut = false;
      this.#notify('restored');
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
      performed: [],
      backups: [],
      log: [],
      contents: contentsOf(more.spec ?? {}),
      ...more,
    };
    this.databases.set(name, stored);
    this.#notify('changed');
    return stored;
  }

  #notify(event: EngineEvent): void {
    if (!this.#silence) this.#listeners.forEach(listener => listener(event));
  }
}
