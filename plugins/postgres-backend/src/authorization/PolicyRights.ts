import type { PermissionsService } from '@backstage/backend-plugin-api';
import {
  AuthorizeResult,
  isResourcePermission,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import {
  createConditionAuthorizer,
  type PermissionRuleset,
} from '@backstage/plugin-permission-node';
import {
  postgresPermissions,
  RESOURCE_TYPE_POSTGRES_DATABASE,
  type Permit,
} from '@pgstage/backstage-plugin-postgres-common';
import type { OptionClass } from '@pgstage/backstage-plugin-postgres-node';
import { LRUCache } from 'lru-cache';
import { normalizeRef } from '../directory/DatabaseIndex';
import { askBackstage } from './askBackstage';
import type { Caller } from './Caller';
import type { ReadOptions } from './CatalogReader';
import type { Ownership } from './Ownership';
import { overlap } from './OwnershipGuard';
import type { JudgedDatabase, RightsSource } from './Rights';
import type { PolicyDatabase, PolicyDatabaseQuery } from './rules';

const onDatabases = postgresPermissions.filter(permission =>
  isResourcePermission(permission, RESOURCE_TYPE_POSTGRES_DATABASE),
);

type Decisions = Map<string, PolicyDecision>;

/**
 * Asks Backstage's permission framework: the policy for a person, the access
 * restrictions of its token for a service.
 */
export class PolicyRights implements RightsSource {
  readonly #permissions: PermissionsService;
  readonly #ownership: Ownership;
  readonly #admins: string[];
  readonly #isAllowed: (
    decision: PolicyDecision,
    resource: PolicyDatabase | undefined,
  ) => boolean;
  readonly #decisions = new LRUCache<string, Decisions>({
    max: 5_000,
    ttl: 5_000,
  });

  constructor(services: {
    permissions: PermissionsService;
    ownership: Ownership;
    /** May let any entity have a database, where the policy grants the rest. */
    admins: string[];
    ruleset: PermissionRuleset<PolicyDatabase, PolicyDatabaseQuery>;
  }) {
    this.#permissions = services.permissions;
    this.#ownership = services.ownership;
    this.#admins = services.admins;
    this.#isAllowed = createConditionAuthorizer(services.ruleset);
  }

  of: RightsSource['of'] = async (caller, asked, options = {}) => {
    const [decisions, claims, standing] = await Promise.all([
      this.#decide(caller, options),
      this.#ownership.claimsOf(caller, options),
      asked,
    ]);
    const allows = (permission: string, resource: PolicyDatabase) =>
      this.#isAllowed(
        decisions.get(permission) ?? { result: AuthorizeResult.DENY },
        resource,
      );
    return {
      standing,
      claims: entityRef => claims.has(normalizeRef(entityRef)),
      permit: ({ name }, database, optionClass) =>
        toPermit(
          name,
          allows(
            name,
            toPolicyDatabase(database, standing(database).owners, optionClass),
          ),
          database.binding &&
            `The database belongs to ${database.binding.owner}.`,
        ),
      permitEntity: ({ name }, database, { entityRef, owners }) => {
        const resource = toPolicyDatabase(database, owners);
        // That the policy grants the permission says nothing about this entity, unless that is what decides.
        const decidesByEntity =
          allows(name, { ...resource, entities: [entityRef] }) &&
          !allows(name, { ...resource, entities: [] });
        return toPermit(
          name,
          caller.isService ||
            overlap(claims, [...owners, ...this.#admins]) ||
            decidesByEntity,
          `For ${entityRef} it takes one of its owners${
            owners.length ? ` (${owners.join(', ')})` : ''
          }, or a rule of the policy on the entity.`,
        );
      },
    };
  };

  async #decide(caller: Caller, options: ReadOptions): Promise<Decisions> {
    // Decisions about services are made in this process, and two tokens of one subject may differ.
    const cacheable = !caller.isService;
    const cached =
      cacheable && !options.fresh && this.#decisions.get(caller.actor);
    if (cached) return cached;
    const { credentials } = caller;
    const answers = await askBackstage('permission', () =>
      this.#permissions.authorizeConditional(
        onDatabases.map(permission => ({ permission })),
        { credentials },
      ),
    );
    const decisions = new Map(
      onDatabases.map((permission, index) => [permission.name, answers[index]]),
    );
    if (cacheable) this.#decisions.set(caller.actor, decisions);
    return decisions;
  }
}

/** A database as permission rules see it. */
export function toPolicyDatabase(
  { provider, location, binding, spec }: JudgedDatabase,
  owners: string[],
  optionClass: OptionClass = 'free',
): PolicyDatabase {
  return {
    provider,
    location,
    owners,
    entities: (binding?.entityRefs ?? []).map(normalizeRef),
    size: spec.size,
    optionClass,
  };
}

function toPermit(permission: string, allowed: boolean, help = ''): Permit {
  if (allowed) return { allowed, permission };
  return {
    allowed,
    permission,
    reason:
      `The permission policy of this Backstage does not grant it to you. ${help}`.trim(),
  };
}
