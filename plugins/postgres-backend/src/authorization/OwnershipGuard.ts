import {
  databaseBindPermission,
  databaseCreatePermission,
  databaseForceRemovePermission,
  databaseReadPermission,
  type Permit,
} from '@pgstage/backstage-plugin-postgres-common';
import type { Caller } from './Caller';
import type { Ownership } from './Ownership';
import type { RightsSource } from './Rights';

/**
 * Decides where no permission policy does: who owns an entity of a database
 * may do everything with it but force its removal; administrators may do all.
 */
export class OwnershipGuard implements RightsSource {
  readonly #ownership: Ownership;
  readonly #admins: Set<string>;

  constructor(ownership: Ownership, admins: string[]) {
    this.#ownership = ownership;
    this.#admins = new Set(admins);
  }

  of: RightsSource['of'] = async (caller, databases, options) => {
    const claims = await this.#ownership.claimsOf(caller, options);
    const ownersOf = await this.#ownership.ownersOf(databases, options);
    const isAdmin = overlap(claims, this.#admins);
    return {
      permit: ({ name: permission }, database) => {
        if (isAdmin || permission === databaseReadPermission.name) {
          return { allowed: true, permission };
        }
        const owners = ownersOf(database);
        if (
          !database.binding ||
          permission === databaseForceRemovePermission.name
        ) {
          return { allowed: false, permission, reason: this.#askAdmin() };
        }
        return overlap(claims, owners)
          ? { allowed: true, permission }
          : {
              allowed: false,
              permission,
              reason: this.#ask('the database', owners),
            };
      },
    };
  };

  permitCreate: RightsSource['permitCreate'] = (caller, entityRef) =>
    this.#permitOwner(caller, entityRef, databaseCreatePermission.name);

  permitUse: RightsSource['permitUse'] = (caller, entityRef) =>
    this.#permitOwner(caller, entityRef, databaseBindPermission.name);

  async #permitOwner(
    caller: Caller,
    entityRef: string,
    permission: string,
  ): Promise<Permit> {
    const claims = await this.#ownership.claimsOf(caller, { fresh: true });
    const owners = await this.#ownership.ownersOfEntity(entityRef);
    return overlap(claims, this.#admins) || overlap(claims, owners)
      ? { allowed: true, permission }
      : { allowed: false, permission, reason: this.#ask(entityRef, owners) };
  }

  #ask(what: string, owners: string[]): string {
    return owners.length
      ? `Only an owner of ${what} has it: ask ${owners.join(' or ')}.`
      : `Only an owner of ${what} has it, and it has none. ${this.#askAdmin()}`;
  }

  #askAdmin(): string {
    return this.#admins.size
      ? `Only an administrator of databases has it: ask ${[
          ...this.#admins,
        ].join(' or ')}.`
      : "Only an administrator of databases has it, and none is configured under 'postgres.admins'.";
  }
}

function overlap(claims: Set<string>, wanted: Iterable<string>): boolean {
  for (const ref of wanted) if (claims.has(ref)) return true;
  return false;
}
