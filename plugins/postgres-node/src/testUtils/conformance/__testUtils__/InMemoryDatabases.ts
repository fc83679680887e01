import { ConflictError, NotFoundError } from '@backstage/errors';
import {
  DifferencesError,
  RecordChangedError,
  stringifyDatabaseRef,
  type Binding,
  type Database,
  type DatabaseSpec,
} from '@pgstage/backstage-plugin-postgres-common';
import type {
  PostgresProvider,
  ProviderWriteOptions,
} from '../../../contract/PostgresProvider';
import { differencesOf, unknown } from '../../../provider';
import { contentsOf, type InMemoryEngine, type Stored } from './InMemoryEngine';
import { message } from './messages';
import { versionOf, viewOf } from './viewOf';

export const location = 'main';
export const provider = 'memory';

/** Finds and writes databases by ref, and compares record versions. */
export class InMemoryDatabases {
  constructor(private readonly engine: InMemoryEngine) {}

  all(): Database[] {
    return [...this.engine.databases].map(([name, stored]) =>
      this.view(refOf(name), stored),
    );
  }

  view(ref: string, stored: Stored): Database {
    return viewOf(
      this.engine,
      { ref, provider, location, name: nameOf(ref) },
      stored,
    );
  }

  create(
    name: string,
    spec: DatabaseSpec,
    binding: Binding,
    {
      actor,
      dryRun,
      recordVersion,
      signal,
    }: Parameters<PostgresProvider['create']>[1],
  ): Promise<Database> {
    const ref = refOf(name);
    return this.engine.call(() => {
      const existing = this.engine.databases.get(name);
      if (existing) {
        requireVersion(ref, existing, recordVersion);
        const { spec: had, binding: bound } = existing;
        const differences = differencesOf(
          { ...had, ...bound },
          { ...spec, ...binding },
        );
        if (differences.length || !bound)
          throw new DifferencesError(`${name} exists`, differences);
        return this.view(ref, existing);
      }
      if (recordVersion) throw new RecordChangedError(ref);
      const created = { at: new Date().toISOString(), by: actor };
      if (dryRun) return this.#planned(ref, spec, binding);
      const stored = this.engine.add(name, { spec, binding, created });
      this.engine.store.set(ref, stored.password);
      return this.view(ref, stored);
    }, signal);
  }

  #planned(ref: string, spec: DatabaseSpec, binding: Binding): Database {
    const none = { uid: '', password: '', instances: [], performed: [] };
    return {
      ...this.view(ref, {
        ...none,
        spec,
        binding,
        backups: [],
        log: [],
        contents: contentsOf(spec),
      }),
      usable: unknown(message('dryRun')),
      safe: unknown(message('dryRun')),
    };
  }

  read<T>(
    ref: string,
    read: (stored: Stored) => T,
    signal?: AbortSignal,
  ): Promise<T> {
    return this.engine.call(() => read(this.#get(ref)), signal);
  }

  /** Performs an operation on a database that pgstage manages. */
  operate(
    ref: string,
    options: ProviderWriteOptions,
    work: (stored: Stored, name: string) => void,
  ): Promise<Database> {
    return this.write(ref, options, stored => {
      this.checkOwnedByPgstage(ref, stored);
      work(stored, nameOf(ref));
    });
  }

  write(
    ref: string,
    { recordVersion, signal }: ProviderWriteOptions,
    work: (stored: Stored) => void,
  ): Promise<Database> {
    return this.engine.call(() => {
      const stored = this.#get(ref);
      requireVersion(ref, stored, recordVersion);
      work(stored);
      return this.view(ref, stored);
    }, signal);
  }

  checkOwnedByPgstage(ref: string, stored: Stored): void {
    if (stored.managed || !stored.binding)
      throw new ConflictError(`${ref} is not managed by pgstage`);
  }

  #get(ref: string): Stored {
    const stored = this.engine.databases.get(nameOf(ref));
    if (!stored) throw new NotFoundError(`The database ${ref} does not exist`);
    return stored;
  }
}

/** @throws RecordChangedError if the record has another version than the expected one. */
export function requireVersion(
  ref: string,
  stored: Stored,
  expected: string | undefined,
): void {
  if (expected && expected !== versionOf(stored))
    throw new RecordChangedError(ref);
}

export function refOf(name: string): string {
  return stringifyDatabaseRef({ provider, location, name });
}

export function nameOf(ref: string): string {
  return ref.split('/').at(-1)!;
}
