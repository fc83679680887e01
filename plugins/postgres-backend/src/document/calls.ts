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

/** One method of one path in the OpenAPI document. */
export interface Call {
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** In Express syntax: `/databases/:ref`. */
  path: string;
  tag: string;
  summary: string;
  description?: string;
  query?: z.ZodType;
  body?: z.ZodType;
  /** Absent: no body, with status 204. */
  answers?: z.ZodType;
  /** Names of the required permissions, in addition to read. */
  permissions?: string[];
  audit?: { eventId: string; severityLevel: 'medium' | 'high' };
  /** Errors in addition to those of every call. */
  errors?: ErrorStatus[];
}

/** A section with its name in the document. */
export const sectionSchemas = {
  ConnectionSection: sectionSchema(connectionSchema),
  HealthSection: sectionSchema(healthSchema),
  BackupsSection: sectionSchema(backupsSchema),
};

/** Response of `GET /openapi.json`, which has no call in the client. */
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
/** Does not compile unless the document matches the types of the client. */
type FixedCalls = {
  [K in Exclude<
    keyof PostgresApi<unknown>,
    keyof OperationCalls<unknown>
  >]: Call & { answers: z.ZodType<Answer<K>> };
};

const databases = 'Databases';
const sections = 'Sections';

/** All calls except for the operations on a database, which have their own table. */
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
    summary: 'Returns the quotas of the owner of an entity, and the usage.',
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
      'Idempotent: the same request returns the same database. A dry run checks everything and writes nothing; its entity does not have to exist yet if the request contains an owner that the caller belongs to.',
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
    description:
      'Only for providers that work with manifests. Nothing is written.',
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
      'Each binding is confirmed independently: a failure of one does not affect the others.',
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
      'With `after`, waits up to `waitSeconds` (30 by default) for a revision other than `after`. After this time, the response can contain the same revision.',
    query: waitQuerySchema,
    answers: databaseViewSchema,
    errors: [404, 503],
  },
  getConnection: {
    method: 'GET',
    path: '/databases/:ref/connection',
    tag: sections,
    summary: 'Returns the connection parameters.',
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
    summary: 'Lists the backups and the times that can be restored.',
    answers: sectionSchemas.BackupsSection,
    errors: [404, 503],
  },
} as const satisfies FixedCalls;
