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
import { loginsOf, readRecords, type RecordedDatabase } from '../record';
import type { ServerConnections } from '../sql';
import type { CredentialReferences } from './CredentialReferences';
import { isHidden } from './isHidden';
import type { LoginChecks } from './LoginChecks';
import { instanceHealthOf } from './instances';
import type { ServerBackupFacts, Observation } from './observation';
import { readBackupFacts } from './readBackupFacts';
import type { WatchServices } from './ServerWatch';
import type { StandbyProbes } from './StandbyProbes';

/** Who finds out what SQL on the primary alone does not tell. */
interface Parts {
  baseBackups: BaseBackups;
  dumps: Dumps;
  standbys: StandbyProbes;
  logins: LoginChecks;
  credentials: CredentialReferences;
}

/** Reads a server by SQL, and keeps what costs too much to read each time. */
export class ServerReader {
  #sizes = new Map<string, number>();
  #backups?: ServerBackupFacts;
  /** Names of the databases at the last slow round. */
  #known = new Set<string>();

  constructor(
    private readonly connections: ServerConnections,
    private readonly services: Pick<WatchServices, 'signer'>,
    private readonly parts: Parts,
  ) {}

  /** Everything of the server, with all databases or one. */
  async read(query: Query, name?: string): Promise<Observation> {
    const { standbys, credentials } = this.parts;
    const config = this.connections.server;
    const server = await readServer(query);
    const all = await readRecords(query, this.services.signer);
    const databases = await readDatabases(query, loginsOf(all));
    const records = all.filter(
      recorded =>
        (name === undefined || recorded.name === name) && this.#shown(recorded),
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
      backups: this.#backups,
      recoveryWindow: recoveryWindowOf(
        this.#backups?.base ?? [],
        server,
        this.#backups?.at,
      ),
    };
  }

  /** Whether a database was there when sizes and backups were read. */
  knows(name: string): boolean {
    return this.#known.has(name);
  }

  /** Reads sizes and backups. */
  async readSlow(query: Query): Promise<void> {
    const records = await readRecords(query, this.services.signer);
    this.#known = new Set(records.map(({ name }) => name));
    this.parts.credentials.forget();
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

  /** Others' databases by the configuration; ours always, so that none is lost from sight. Never Backstage's own. */
  #shown({ name, record }: RecordedDatabase): boolean {
    const { hide, reserved } = this.connections.server;
    return (
      !isHidden(name, reserved) &&
      (record !== undefined || (name !== 'postgres' && !isHidden(name, hide)))
    );
  }
}
