import {
  type Query,
  readDatabases,
  readServer,
  readSizes,
  type ServerFacts,
} from '@pgstage/backstage-plugin-postgres-sql-node';
import type { BaseBackups } from '../backups/BaseBackups';
import type { Dumps } from '../backups/Dumps';
import { recoveryWindowOf } from '../backups/recovery';
import { RestoreFiles } from '../restore/restoreFiles';
import { loginsOf, readRecords, type RecordedDatabase } from '../record';
import type { ServerConnections } from '../sql';
import type { CredentialReferences } from './CredentialReferences';
import { isHidden } from './isHidden';
import type { LoginChecks } from './LoginChecks';
import { instanceHealthOf } from './instances';
import type { ServerBackupFacts, Observation } from './observation';
import { readBackupFacts } from './readBackupFacts';
import { readOtherSessions } from './readOtherSessions';
import { readRestores } from './readRestores';
import type { WatchServices } from './ServerWatch';
import type { StandbyProbes } from './StandbyProbes';

/** Sources of the facts that a query of the primary does not return. */
interface Parts {
  baseBackups: BaseBackups;
  dumps: Dumps;
  standbys: StandbyProbes;
  logins: LoginChecks;
  credentials: CredentialReferences;
}

/** Reads a server by SQL. Caches sizes and backups, which are expensive to read. */
export class ServerReader {
  #sizes = new Map<string, number>();
  #backups?: ServerBackupFacts;
  /** Names of the databases in the last `readSlow`. */
  #names = new Set<string>();

  constructor(
    private readonly connections: ServerConnections,
    private readonly services: Pick<WatchServices, 'signer'>,
    private readonly parts: Parts,
  ) {}

  /** Reads the server with all its databases, or only the named one. */
  async read(query: Query, name?: string): Promise<Observation> {
    const { standbys, credentials } = this.parts;
    const config = this.connections.server;
    const server = await readServer(query);
    const all = await readRecords(query, this.services.signer);
    const databases = await readDatabases(query, loginsOf(all));
    const records = all.filter(
      recorded =>
        (name === undefined || recorded.name === name) &&
        this.#isVisible(recorded),
    );
    return {
      config,
      server,
      databases,
      records,
      probes: standbys.last,
      instances: instanceHealthOf(config, server, standbys.last),
      sizes: this.#sizes,
      credentials: await credentials.find(records),
      logins: this.#loginsOf(records, server),
      otherSessions: await readOtherSessions(query, records),
      restores: await readRestores(
        query,
        records,
        new RestoreFiles(this.parts.dumps),
      ),
      backups: this.#backups,
      recoveryWindow: recoveryWindowOf(
        this.#backups?.base ?? [],
        server,
        this.#backups?.archivedUntil,
        this.#backups?.at,
      ),
    };
  }

  /** Returns whether the cached sizes and backups include a database. */
  includes(name: string): boolean {
    return this.#names.has(name);
  }

  /** Reads sizes and backups. */
  async readSlow(query: Query): Promise<void> {
    const records = await readRecords(query, this.services.signer);
    this.#names = new Set(records.map(({ name }) => name));
    this.parts.credentials.clear();
    this.#sizes = await readSizes(query);
    const server = await readServer(query);
    this.#backups = await readBackupFacts(query, this.parts, server, records);
  }

  async readSize(query: Query, name: string): Promise<void> {
    for (const [key, size] of await readSizes(query, name))
      this.#sizes.set(key, size);
  }

  #loginsOf(records: RecordedDatabase[], { startedAt }: ServerFacts) {
    return new Map(
      records.flatMap(recorded => {
        const result = this.parts.logins.of(recorded, startedAt);
        return result ? [[recorded.name, result] as const] : [];
      }),
    );
  }

  /** `hide` applies only to databases without a record. Backstage's own databases are never visible. */
  #isVisible({ name, record }: RecordedDatabase): boolean {
    const { hide, reserved } = this.connections.server;
    return (
      !isHidden(name, reserved) &&
      (record !== undefined || (name !== 'postgres' && !isHidden(name, hide)))
    );
  }
}
