import {
  backupsSchema,
  confirmBindingsSchema,
  confirmedBindingsSchema,
  connectionSchema,
  createDatabaseSchema,
  databaseBindPermission,
  databaseCreatePermission,
  databaseListSchema,
  databaseViewSchema,
  healthSchema,
  manifestsSchema,
  ownerQuotasSchema,
  providerListSchema,
  quotaQuerySchema,
  sectionSchema,
  type OperationCalls,
  type PostgresApi,
} from '@pgstage/backstage-plugin-postgres-common';
import { z } from 'zod';
import {
  createQuerySchema,
  listQuerySchema,
  waitQuerySchema,
} from '../router/requestSchemas';
import type { ErrorStatus } from './errors';

/** One method of one path, as the document tells of it. */
export interface Call {
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** As Express has it: `/databases/:ref`. */
  path: string;
  tag: string;
  summary: string;
  description?: string;
  query?: z.ZodType;
  body?: z.ZodType;
  /** Absent: nothing, with status 204. */
  answers?: z.ZodType;
  /** Names of the permissions that it needs besides reading. */
  permissions?: string[];
  audit?: { eventId: string; severityLevel: 'medium' | 'high' };
  /** The errors of its own, besides those of every call. */
  errors?: ErrorStatus[];
}

/** A section with the name that it has in the document. */
export const sectionSchemas = {
  ConnectionSection: sectionSchema(connectionSchema),
  HealthSection: sectionSchema(healthSchema),
  BackupsSection: sectionSchema(backupsSchema),
};

/** What `GET /openapi.json` answers; there is no call of the client for it. */
export const documentSchema = z.looseObject({ openapi: z.literal('3.1.0') });

export const documentCall: Call = {
  method: 'GET',
  path: '/openapi.json',
  tag: 'Document',
  summary: 'Returns this document.',
  answers: documentSchema,
};

type Answer<K extends keyof PostgresApi<unknown>> = Awaited<
  ReturnType<PostgresApi<unknown>[K]>
>;
/** What the client promises is what the document says, or this does not compile. */
type FixedCalls = {
  [K in Exclude<
    keyof PostgresApi<unknown>,
    keyof OperationCalls<unknown>
  >]: Call & { answers: z.ZodType<Answer<K>> };
};

const databases = 'Databases';
const sections = 'Sections';

/** The calls beside the operations on a database, which have a table of their own. */
export const fixedCalls = {
  listProviders: {
    method: 'GET',
    path: '/providers',
    tag: 'Providers',
    summary: 'Lists the providers and their locations.',
    answers: providerListSchema,
    errors: [503],
  },
  getQuotas: {
    method: 'GET',
    path: '/quotas',
    tag: 'Providers',
    summary: 'Returns the quotas of the owner of an entity, and what is used.',
    query: quotaQuerySchema,
    answers: ownerQuotasSchema,
    errors: [503],
  },
  listDatabases: {
    method: 'GET',
    path: '/databases',
    tag: databases,
    summary: 'Lists the databases that the caller may see.',
    query: listQuerySchema,
    answers: databaseListSchema,
    errors: [429, 503],
  },
  createDatabase: {
    method: 'POST',
    path: '/databases',
    tag: databases,
    summary: 'Creates a database.',
    description:
      'Repeatable: the same request gives the same database. A dry run checks everything and writes nothing; its entity need not exist yet if the request names an owner that the caller belongs to.',
    query: createQuerySchema,
    body: createDatabaseSchema,
    answers: databaseViewSchema,
    permissions: [databaseCreatePermission.name],
    audit: { eventId: 'database-create', severityLevel: 'medium' },
    errors: [409, 429, 501, 503],
  },
  renderManifests: {
    method: 'POST',
    path: '/manifests',
    tag: databases,
    summary: 'Renders what `createDatabase` would write.',
    description: 'Where the provider works by manifests. Nothing is written.',
    body: createDatabaseSchema,
    answers: manifestsSchema,
    permissions: [databaseCreatePermission.name],
    errors: [409, 429, 501, 503],
  },
  confirmBindings: {
    method: 'POST',
    path: '/bindings/confirm',
    tag: databases,
    summary: 'Confirms the entities of many bindings.',
    description:
      'Each database alone, so that one which fails does not keep the others.',
    body: confirmBindingsSchema,
    answers: confirmedBindingsSchema,
    permissions: [databaseBindPermission.name],
    audit: { eventId: 'bindings-confirm', severityLevel: 'medium' },
    errors: [429, 503],
  },
  getDatabase: {
    method: 'GET',
    path: '/databases/:ref',
    tag: databases,
    summary: 'Returns a database as the caller may see it.',
    description:
      'With `after`, waits up to `waitSeconds` (30 unless given) for a revision other than `after`. The answer may be the same revision when time is up.',
    query: waitQuerySchema,
    answers: databaseViewSchema,
    errors: [404, 503],
  },
  getConnection: {
    method: 'GET',
    path: '/databases/:ref/connection',
    tag: sections,
    summary: 'Returns how to connect.',
    answers: sectionSchemas.ConnectionSection,
    errors: [404, 503],
  },
  getHealth: {
    method: 'GET',
    path: '/databases/:ref/health',
    tag: sections,
    summary: 'Returns the health of the instances.',
    answers: sectionSchemas.HealthSection,
    errors: [404, 503],
  },
  getBackups: {
    method: 'GET',
    path: '/databases/:ref/backups',
    tag: sections,
    summary: 'Lists the backups, and what can be restored.',
    answers: sectionSchemas.BackupsSection,
    errors: [404, 503],
  },
} as const satisfies FixedCalls;
