import { ServiceUnavailableError } from '@backstage/errors';
import {
  backupsSchema,
  serverBackupPermission,
  type Backups,
  type Database,
  type Section,
} from '@pgstage/backstage-plugin-postgres-common';
import { requirePermit } from '../authorization/Authorizer';
import type { Rights } from '../authorization/Rights';
import { message } from '../messages';
import type { ProviderRegistry } from '../providers/ProviderRegistry';
import { readSection } from '../sections/readSection';
import type { SectionReader } from '../sections/SectionReader';
import type { DatabaseFinder } from './DatabaseFinder';
import type { BackendPostgresService } from './types';
import type { WriteSteps } from './WriteSteps';

/**
 * Lists backups and creates new ones. A backup of a whole server requires a
 * permission of its own.
 */
export class DatabaseBackups {
  readonly #services: Services;

  constructor(services: Services) {
    this.#services = services;
  }

  list: BackendPostgresService['getBackups'] = async (caller, ref) => {
    const { entry, rights } = await this.#services.finder.find(caller, ref);
    const section = await this.#read(entry.database);
    if (!section.data) return section;
    const methods = offered(section.data, entry.database, rights);
    return { ...section, data: { ...section.data, methods } };
  };

  create: BackendPostgresService['createBackup'] = async (
    caller,
    ref,
    request,
  ) => {
    const { steps, sections } = this.#services;
    const target = await steps.prepare(caller, ref, 'backup');
    const { database, provider, rights } = target;
    const { data, ...section } = await this.#read(database);
    if (!data) throw new ServiceUnavailableError(section.message);
    // The default is the first method that the caller may use, as in the list of methods.
    const chosen = request.method
      ? data.methods.find(({ id }) => id === request.method)
      : [...offered(data, database, rights), ...data.methods].find(
          ({ supported }) => supported,
        );
    if (chosen?.scope === 'server')
      requirePermit(rights.permit(serverBackupPermission, database));
    const backup = await steps.run(target, 'backup', caller, options =>
      provider.createBackup?.(
        database.ref,
        { ...request, ...(chosen && { method: chosen.id }) },
        options,
      ),
    );
    sections.expire(database.ref);
    return backup;
  };

  #read(database: Database): Promise<Section<Backups>> {
    return readSection<Backups>(this.#services, database, {
      section: 'backups',
      schema: backupsSchema,
      operation: 'backup',
      load: (provider, ...call) => provider.listBackups?.(...call),
    });
  }
}

/** Returns the methods of a database that the caller may use. */
function offered(
  { methods }: Backups,
  database: Database,
  rights: Rights,
): Backups['methods'] {
  const { allowed, permission, reason } = rights.permit(
    serverBackupPermission,
    database,
  );
  return methods.map(method =>
    method.scope === 'server' && method.supported && !allowed
      ? {
          ...method,
          supported: false,
          reason: reason
            ? message('needsPermissionBecause', { permission, reason })
            : message('needsPermission', { permission }),
        }
      : method,
  );
}

interface Services {
  finder: DatabaseFinder;
  registry: ProviderRegistry;
  sections: SectionReader;
  steps: WriteSteps;
}
