import {
  coreServices,
  createBackendModule,
  createServiceFactory,
  type BackendFeature,
  type BackstageCredentials,
  type BackstageServicePrincipal,
  type PermissionsServiceRequestOptions,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { NotAllowedError } from '@backstage/errors';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  AuthorizeResult,
  type AuthorizePermissionResponse,
  type PolicyDecision,
  type QueryPermissionRequest,
} from '@backstage/plugin-permission-common';
import type { JsonObject } from '@backstage/types';
import type {
  Binding,
  DatabaseEvent,
} from '@pgstage/backstage-plugin-postgres-common';
import {
  postgresProvidersExtensionPoint,
  type PostgresProvider,
} from '@pgstage/backstage-plugin-postgres-node';
import request from 'supertest';
import postgresPlugin from '..';

export const owner = 'user:default/olive';
export const admin = 'user:default/ada';
export const reader = 'user:default/rick';

const groups: Record<string, string[]> = {
  [owner]: ['group:default/team'],
  [admin]: ['group:default/platform'],
  [reader]: ['group:default/others'],
};

/** The uid of an entity of {@link entity}. */
export const uidOf = (ref: string) =>
  `uid-of-${ref.toLocaleLowerCase('en-US')}`;

/** A binding as the plugin writes it: with the uids of its entities. */
export const bindingOf = (
  name: string,
  entityRefs: string[],
  ownerRef: string,
): Binding => ({
  resourceRef: `resource:default/${name}`,
  entityRefs,
  owner: ownerRef,
  entityUids: Object.fromEntries(
    entityRefs.map(ref => [ref, uidOf(ref)] as const),
  ),
});

export function entity(
  ref: string,
  ownerRef?: string,
  uid = uidOf(ref),
): Entity {
  const [, kind, namespace, name] = ref.match(/^(.+):(.+)\/(.+)$/) ?? [];
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: { namespace, name, uid },
    ...(ownerRef && { relations: [{ type: 'ownedBy', targetRef: ownerRef }] }),
  };
}

const entities = [
  entity('component:default/orders', 'group:default/team'),
  entity('component:default/stock', 'group:default/others'),
  entity('component:default/secret', 'group:default/others'),
  entity('component:default/orphan'),
  entity('component:default/returns', 'group:default/team'),
  entity('group:default/team'),
  entity('group:default/others'),
  entity('group:default/platform'),
];

export interface StartOptions {
  providers?: PostgresProvider[];
  config?: JsonObject;
  /** Enables the permission framework. */
  policy?: (query: QueryPermissionRequest) => PolicyDecision;
  features?: BackendFeature[];
  /** Carries events between several backends. */
  bus?: Array<(payload: unknown) => void>;
  /** Receives all log entries. */
  logged?: unknown[];
  /** Each call to the catalog waits for this. */
  beforeCatalogAnswers?: () => Promise<void> | undefined;
}

/** Adds a provider to the plugin, in a module of its own. */
export function moduleFor(
  provider: PostgresProvider,
  moduleId = provider.id,
): BackendFeature {
  return createBackendModule({
    pluginId: 'postgres',
    moduleId,
    register(reg) {
      reg.registerInit({
        deps: { providers: postgresProvidersExtensionPoint },
        async init({ providers }) {
          providers.addProvider(provider);
        },
      });
    },
  });
}

/**
 * Starts the whole plugin with HTTP. `olive` owns `orders`, `ada` is an
 * administrator, `rick` owns `stock`. Only backends and `ada` can read the
 * component `secret`.
 */
export async function startPlugin(options: StartOptions = {}) {
  const { providers = [], policy, bus = [] } = options;
  const audit: Array<{
    eventId: string;
    severityLevel?: string;
    outcome: string;
    meta?: JsonObject;
  }> = [];
  const auditor = mockServices.auditor.mock({
    createEvent: async ({ eventId, severityLevel, meta }) => {
      const record = (outcome: string) => async () => {
        audit.push({ eventId, severityLevel, outcome, meta });
      };
      return { success: record('success'), fail: record('fail') };
    },
  });
  const registered = [...entities];
  const catalogReads = jest.fn();
  const allow = { result: AuthorizeResult.ALLOW } as const;
  const decide = (
    queries: object[],
    call?: PermissionsServiceRequestOptions,
  ) => {
    const { type, accessRestrictions } = (
      call as { credentials: BackstageCredentials }
    ).credentials.principal as BackstageServicePrincipal;
    const granted = accessRestrictions?.permissionNames;
    return queries.map(query => {
      const { permission } = query as QueryPermissionRequest;
      if (granted && !granted.includes(permission.name))
        return { result: AuthorizeResult.DENY } as const;
      return type === 'service' || !policy
        ? allow
        : policy(query as QueryPermissionRequest);
    });
  };
  const events: DatabaseEvent[] = [];

  const backend = await startTestBackend({
    features: [
      postgresPlugin,
      ...providers.map(provider => moduleFor(provider)),
      auditor.factory,
      mockServices.userInfo.mock({
        getUserInfo: async ({ principal }) => {
          const { userEntityRef } = principal as { userEntityRef: string };
          return {
            userEntityRef,
            ownershipEntityRefs: [
              userEntityRef,
              // A suffix creates another user with the same groups, without cached data.
              ...(groups[userEntityRef.replace(/-\d+$/, '')] ?? []),
            ],
          };
        },
      }).factory,
      mockServices.permissions.mock({
        authorize: async (queries, call) =>
          decide(queries, call) as AuthorizePermissionResponse[],
        authorizeConditional: async (queries, call) => decide(queries, call),
      }).factory,
      createServiceFactory({
        service: catalogServiceRef,
        deps: {},
        factory: () => ({
          ...catalogServiceMock.mock(),
          getEntitiesByRefs: async (query, { credentials }) => {
            const principal = credentials.principal as {
              type: string;
              userEntityRef?: string;
              accessRestrictions?: object;
            };
            // As in the auth service: such a token is only for the plugins that it names.
            if (principal.accessRestrictions) {
              throw new NotAllowedError(
                "Access to target plugin 'catalog' is not included in token's access restrictions",
              );
            }
            catalogReads(
              principal.userEntityRef ?? 'service',
              query.entityRefs,
            );
            await options.beforeCatalogAnswers?.();
            const catalog = catalogServiceMock({ entities: registered });
            const { items } = await catalog.getEntitiesByRefs(query);
            const seesAll =
              principal.type === 'service' || principal.userEntityRef === admin;
            return {
              items: items.map(item =>
                item?.metadata.name === 'secret' && !seesAll ? undefined : item,
              ),
            };
          },
        }),
      }),
      createServiceFactory({
        service: eventsServiceRef,
        deps: {},
        factory: () => ({
          publish: async ({ eventPayload }) => {
            const { replica, ...event } = eventPayload as DatabaseEvent;
            events.push(event);
            for (const listener of bus) listener(eventPayload);
          },
          subscribe: async ({ topics: [topic], onEvent }) => {
            bus.push(eventPayload => onEvent({ topic, eventPayload }));
          },
        }),
      }),
      mockServices.rootConfig.factory({
        data: {
          ...options.config,
          postgres: {
            admins: ['group:default/platform'],
            ...(options.config?.postgres as JsonObject),
          },
          ...(policy && { permission: { enabled: true } }),
        },
      }),
      ...(options.logged ? [collectLogs(options.logged)] : []),
      ...(options.features ?? []),
    ],
  });

  const as = (header: string) => ({
    get: (path: string) =>
      request(backend.server)
        .get(`/api/postgres${path}`)
        .set('Authorization', header),
    post: (path: string, body: object = {}) =>
      request(backend.server)
        .post(`/api/postgres${path}`)
        .set('Authorization', header)
        .send(body),
    patch: (path: string, body: object) =>
      request(backend.server)
        .patch(`/api/postgres${path}`)
        .set('Authorization', header)
        .send(body),
    delete: (path: string) =>
      request(backend.server)
        .delete(`/api/postgres${path}`)
        .set('Authorization', header),
  });
  return {
    backend,
    audit,
    events,
    catalogReads,
    /** The entities of the catalog; a test may change them. */
    registered,
    as: (user: string) => as(mockCredentials.user.header(user)),
    asService: as(mockCredentials.service.header()),
    asNobody: as(mockCredentials.none.header()),
  };
}

function collectLogs(logged: unknown[]): BackendFeature {
  const write = (...line: unknown[]) => void logged.push(line.map(String));
  const logger = {
    error: write,
    warn: write,
    info: write,
    debug: write,
    child: () => logger,
  };
  return createServiceFactory({
    service: coreServices.rootLogger,
    deps: {},
    factory: () => logger,
  });
}

/** Path of a database. */
export const at = (ref: string, rest = '') =>
  `/databases/${encodeURIComponent(ref)}${rest}`;
