import {
  databaseForceRemovePermission,
  databasePlatformOptionsPermission,
  databaseReadPermission,
  serverBackupPermission,
  type Permit,
} from '@pgstage/backstage-plugin-postgres-common';
import { normalizeRef } from '../directory/DatabaseIndex';
import { message } from '../messages';
import type { Ownership } from './Ownership';
import type { RightsSource } from './Rights';

type WhoCanHelp = Required<Pick<Permit, 'reason'>> & Pick<Permit, 'ask'>;

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
      owners: string[],
      entityRef?: string,
    ): Permit =>
      isAdmin || overlap(claims, owners)
        ? { allowed: true, permission }
        : { allowed: false, permission, ...this.#askOwners(owners, entityRef) };
    return {
      bindingRights,
      claims: entityRef => claims.has(normalizeRef(entityRef)),
      permit: ({ name: permission }, database) => {
        if (isAdmin || permission === databaseReadPermission.name)
          return { allowed: true, permission };
        return !database.binding || ADMINS_ONLY.has(permission)
          ? { allowed: false, permission, ...this.#askAdmin() }
          : forOwners(permission, bindingRights(database).owners);
      },
      permitEntity: ({ name }, _database, { entityRef, owners }) =>
        forOwners(name, owners, entityRef),
    };
  };

  /** @param entityRef - the entity of the owners; the database by default. */
  #askOwners(owners: string[], entityRef?: string): WhoCanHelp {
    if (owners.length) {
      const names = { count: owners.length, owners: owners.join(', ') };
      const reason = entityRef
        ? message('askOwnersOfEntity', { ...names, entityRef })
        : message('askOwnersOfDatabase', names);
      return { reason, ask: owners };
    }
    const admin = this.#askAdmin();
    const next = admin.reason;
    const reason = entityRef
      ? message('entityHasNoOwner', { entityRef, next })
      : message('databaseHasNoOwner', { next });
    return { ...admin, reason };
  }

  #askAdmin(): WhoCanHelp {
    const ask = [...this.#admins];
    if (!ask.length) return { reason: message('noAdmins') };
    const names = { count: ask.length, admins: ask.join(', ') };
    return { reason: message('askAdmins', names), ask };
  }
}

/** Returns whether a user with these claims is one of `refs`. */
export function overlap(claims: Set<string>, refs: Iterable<string>): boolean {
  for (const ref of refs) if (claims.has(ref)) return true;
  return false;
}
