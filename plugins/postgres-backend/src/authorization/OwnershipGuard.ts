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

/** Permissions that affect more than one database, or override deletion protection. */
const ADMINS_ONLY = new Set(
  [
    databaseForceRemovePermission,
    databasePlatformOptionsPermission,
    serverBackupPermission,
  ].map(({ name }) => name),
);

/**
 * Decides if there is no permission policy. The owners of a database are the
 * owner in its binding and the owners of its entities: they have all permissions
 * except those of `ADMINS_ONLY`. Administrators have all permissions, and only
 * they have permissions on a database without a binding. Everybody has the read
 * permission; `Authorizer` decides which databases are visible.
 */
export class OwnershipGuard implements RightsSource {
  readonly #ownership: Ownership;
  readonly #admins: Set<string>;

  constructor(ownership: Ownership, admins: string[]) {
    this.#ownership = ownership;
    this.#admins = new Set(admins);
  }

  of: RightsSource['of'] = async (caller, pendingRights, options) => {
    const [claims, bindingRights] = await Promise.all([
      this.#ownership.claimsOf(caller, options),
      pendingRights,
    ]);
    const isAdmin = overlap(claims, this.#admins);
    const forOwners = (
      permission: string,
      what: string,
      owners: string[],
    ): Permit =>
      isAdmin || overlap(claims, owners)
        ? { allowed: true, permission }
        : { allowed: false, permission, ...this.#ownersToAsk(what, owners) };
    return {
      bindingRights,
      claims: entityRef => claims.has(normalizeRef(entityRef)),
      permit: ({ name: permission }, database) => {
        if (isAdmin || permission === databaseReadPermission.name)
          return { allowed: true, permission };
        return !database.binding || ADMINS_ONLY.has(permission)
          ? { allowed: false, permission, ...this.#askAdmin() }
          : forOwners(
              permission,
              'the database',
              bindingRights(database).owners,
            );
      },
      permitEntity: ({ name }, _database, { entityRef, owners }) =>
        forOwners(name, entityRef, owners),
    };
  };

  #ownersToAsk(what: string, owners: string[]): WhoHasIt {
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

/** Checks whether a user with these claims is one of `refs`. */
export function overlap(claims: Set<string>, refs: Iterable<string>): boolean {
  for (const ref of refs) if (claims.has(ref)) return true;
  return false;
}
