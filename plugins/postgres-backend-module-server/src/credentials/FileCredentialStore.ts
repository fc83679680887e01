import { createHash } from 'node:crypto';
import { mkdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { InputError } from '@backstage/errors';
import {
  type CredentialReference,
  shellWord,
  UpstreamError,
} from '@pgstage/backstage-plugin-postgres-common';
import type {
  CredentialEntry,
  CredentialStore,
  ProviderCallOptions,
} from '@pgstage/backstage-plugin-postgres-node';
import { lock } from 'proper-lockfile';
import writeFileAtomic from 'write-file-atomic';
import { findPassword, withPassword } from './passwordFile';
import { formatServices, parseServices, type Service } from './serviceFile';

/**
 * Stores credentials in files of libpq, for demos and single machines: a
 * `pgpass` and a `pg_service.conf` that only the user of the backend can read.
 * Several processes can share the directory.
 */
export class FileCredentialStore implements CredentialStore {
  readonly id = 'file';
  private readonly passwordFile: string;
  private readonly serviceFile: string;

  constructor(private readonly directory: string) {
    this.passwordFile = path.resolve(directory, 'pgpass');
    this.serviceFile = path.join(directory, 'pg_service.conf');
  }

  async write(
    entry: CredentialEntry,
    { signal }: ProviderCallOptions = {},
  ): Promise<CredentialReference> {
    for (const field of [
      'ref',
      'host',
      'database',
      'user',
      'password',
      'version',
    ] as const) {
      // eslint-disable-next-line no-control-regex
      if (/[\x00-\x1f]|^\s|\s$/.test(entry[field] ?? '')) {
        throw new InputError(
          `The credential store 'file' cannot store a ${field} with control characters or with leading or trailing spaces`,
        );
      }
    }
    return this.locked(signal, async () => {
      const services = parseServices(await read(this.serviceFile));
      const others = services.filter(({ ref }) => ref !== entry.ref);
      const { password, ca, ...login } = entry;
      const service = serviceName(entry, others);
      const caFile = ca && path.resolve(this.directory, `${service}.crt`);
      const replaced = services.find(({ ref }) => ref === entry.ref);
      const isOtherUser = replaced && replaced.user !== entry.user;
      const own: Service = {
        ...login,
        service,
        caFile,
        ...(isOtherUser && { previousUser: replaced.user }),
      };
      let passwords = await read(this.passwordFile);
      if (replaced) {
        passwords = withoutPrevious(passwords, replaced);
        if (!isOtherUser) passwords = withPassword(passwords, replaced);
      }
      if (caFile) await this.save(caFile, ca);
      // The password first: an entry exists when it is in the service file.
      await this.save(
        this.passwordFile,
        withPassword(passwords, own, password),
      );
      await this.save(this.serviceFile, formatServices([...others, own]));
      return this.reference(own);
    });
  }

  async find(ref: string): Promise<CredentialReference | undefined> {
    const entry = await this.lookUp(ref);
    return entry && this.reference(entry.service);
  }

  async refs(): Promise<string[]> {
    return parseServices(await read(this.serviceFile)).map(({ ref }) => ref);
  }

  async read(ref: string): Promise<CredentialEntry | undefined> {
    const entry = await this.lookUp(ref);
    if (!entry) return undefined;
    const { service, caFile, previousUser, ...login } = entry.service;
    return {
      ...login,
      ...(caFile && { ca: await read(caFile) }),
      password: entry.password,
    };
  }

  async remove(
    ref: string,
    { signal }: ProviderCallOptions = {},
  ): Promise<void> {
    await this.locked(signal, async () => {
      const services = parseServices(await read(this.serviceFile));
      const own = services.find(service => service.ref === ref);
      if (!own) return;
      const others = services.filter(service => service !== own);
      // The password first: after a crash in between, the entry can still be found and removed.
      await this.save(
        this.passwordFile,
        withPassword(withoutPrevious(await read(this.passwordFile), own), own),
      );
      await this.save(this.serviceFile, formatServices(others));
      if (own.caFile) await rm(own.caFile, { force: true });
    });
  }

  private async lookUp(ref: string) {
    const services = parseServices(await read(this.serviceFile));
    const service = services.find(candidate => candidate.ref === ref);
    const password =
      service && findPassword(await read(this.passwordFile), service);
    return service && password !== undefined
      ? { service, password }
      : undefined;
  }

  private reference({ service }: Service): CredentialReference {
    return {
      store: this.id,
      secretRef: service,
      passwordFile: this.passwordFile,
      usage: `PGSERVICEFILE=${shellWord(
        this.serviceFile,
      )} PGPASSFILE=${shellWord(this.passwordFile)} psql service=${service}`,
    };
  }

  private async save(file: string, text: string): Promise<void> {
    await writeFileAtomic(file, text, { mode: 0o600 });
  }

  /** Runs `work` exclusively. The signal only aborts it before its start: partial work would corrupt the files. */
  private async locked<T>(
    signal: AbortSignal | undefined,
    work: () => Promise<T>,
  ): Promise<T> {
    signal?.throwIfAborted();
    try {
      await mkdir(this.directory, { recursive: true, mode: 0o700 });
      const release = await lock(this.directory, {
        lockfilePath: path.join(this.directory, '.lock'),
        retries: { retries: 100, minTimeout: 20, maxTimeout: 200 },
        // The default throws, which ends the process if the event loop was blocked for long.
        onCompromised: () => {},
      });
      try {
        signal?.throwIfAborted();
        return await work();
      } finally {
        // Fails for a lock that was lost, which needs no release.
        await release().catch(() => {});
      }
    } catch (error) {
      if (signal?.aborted && error === signal.reason) throw error;
      throw storeError(error);
    }
  }
}

async function read(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw storeError(error);
  }
}

/** Removes the password of the previous user of a service. */
function withoutPrevious(
  passwords: string,
  { previousUser: user, ...service }: Service,
): string {
  return user === undefined
    ? passwords
    : withPassword(passwords, { ...service, user });
}

/** Maps an error of the file system; its message contains a path but no contents. */
function storeError(error: unknown): unknown {
  const { code, message } = error as NodeJS.ErrnoException;
  if (!code || error instanceof UpstreamError) return error;
  return new UpstreamError(
    "Credential store 'file'",
    message,
    "Check postgres.credentialStores.file.directory: the backend's user must be able to write there",
  );
}

/** Returns the name of the database if it is a valid and unused service name, otherwise a name derived from the ref. */
function serviceName(entry: CredentialEntry, others: Service[]): string {
  const plain = entry.database.replace(/[^A-Za-z0-9_.-]/g, '_');
  const digest = createHash('sha256').update(entry.ref).digest('hex');
  const names = [
    ...(plain === entry.database ? [plain] : []),
    // The short name can collide with the name of another database.
    ...[8, digest.length].map(length => `${plain}-${digest.slice(0, length)}`),
  ];
  return names.find(name => others.every(({ service }) => service !== name))!;
}
