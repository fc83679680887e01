import {
  databaseForceRemovePermission,
  databasePlatformOptionsPermission,
  databaseReadPermission,
  serverBackupPermission,
  type Permit,
} from '@pgstage/backstage-plugin-postgres-common';
import { normalizeRef } from '../directory/DatabaseIndex';
import type { Ownership } from './Ownership';
import type { RightsSource } from './Rights';

type WhoHasIt = Pick<Permit, 'reason' | 'ask'>;

/** What reaches beyond the database is for administrators. */
const ADMINS_ONLY = new Set(
  [
    databaseForceRemovePermission,
    databasePlatformOptionsPermission,
    serverBackupPermission,
  ].map(({ name }) => name),
);

/**
 * Decides where no permission policy does: who owns an entity of a database
 * may do everything with it that does not reach beyond it; administrators may
 * do all.
 */
export class OwnershipGuard implements RightsSource {
  readonly #ownership: Ownership;
  readonly #admins: Set<string>;

  constructor(ownership: Ownership, admins: string[]) {
    this.#ownership = ownership;
    this.#admins = new Set(admins);
  }

  of: RightsSource['of'] = async (caller, asked, options) => {
    const [claims, standing] = await Promise.all([
      this.#ownership.claimsOf(caller, options),
      asked,
    ]);
    const isAdmin = overlap(claims, this.#admins);
    const forOwners = (
      permission: string,
      what: string,
      owners: string[],
    ): Permit =>
      isAdmin || overlap(claims, owners)
        ? { allowed: true, permission }
        : { allowed: false, permission, ...this.#ask(what, owners) };
    return {
      standing,
      claims: entityRef => claims.has(normalizeRef(entityRef)),
      permit: ({ name: permission }, database) => {
        if (isAdmin || permission === databaseReadPermission.name)
          return { allowed: true, permission };
        return !database.binding || ADMINS_ONLY.has(permission)
          ? { allowed: false, permission, ...this.#askAdmin() }
          : forOwners(permission, 'the database', standing(database).owners);
      },
      permitEntity: ({ name }, _database, { entityRef, owners }) =>
        forOwners(name, entityRef, owners),
    };
  };

  #ask(what: string, owners: string[]): WhoHasIt {
    if (owners.length) {
      const reason = `Only an owner of ${what} has it: ask ${owners.join(
        ' or ',
      )}.`;
      return { reason, ask: owners };
    }
    const admin = this.#askAdmin();
    return {
      ...admin,
      reason: `Only an owner of ${what} has it, and it has none. ${admin.reason}`,
    };
  }

  #askAdmin(): WhoHasIt {
    const ask = [...this.#admins];
    return ask.length
      ? {
          reason: `Only an administrator of databases has it: ask ${ask.join(
            ' or ',
          )}.`,
          ask,
        }
      : {
          reason:
            "Only an administrator of databases has it, and none is configured under 'postgres.admins'.",
        };
  }
}

/** Whether a person who holds the claims is one of those wanted. */
export function overlap(
  claims: Set<string>,
  wanted: Iterable<string>,
): boolean {
  for (const ref of wanted) if (claims.has(ref)) return true;
  return false;
}
