import type { Backup } from '@pgstage/backstage-plugin-postgres-common';
import {
  ownerSqlOption,
  phaseIn,
  resourcesOf,
  roleNameProblem,
  WAIT_LIMIT_MS,
  type OperatorReport,
  type OperatorRules,
  type PhaseMeaning,
  type OperatorPlan,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { z } from 'zod';
import {
  acornKind,
  backupKind,
  labels,
  namesOf,
  type Acorn,
  type AcornBackup,
  type AcornSpec,
} from './acorns';
import { message } from './messages';
import { operations } from './operations';

/** Meanings of the operator's phases. */
const PHASES: Record<string, PhaseMeaning> = {
  Creating: { type: 'changing', label: message('creating'), creates: 'first' },
  Scaling: {
    type: 'changing',
    label: message('scaling'),
    keepsPrimary: true,
  },
  SwitchingOver: {
    type: 'changing',
    label: message('switchingOver'),
    limitMs: WAIT_LIMIT_MS,
    moves: true,
  },
  Running: { type: 'healthy' },
  Failed: {
    type: 'attention',
    what: message('failed'),
    meaning: message('changesWait'),
    nextStep: message('checkOperator'),
  },
};

function reportOf({ cluster: { name, spec, status } }: Acorn): OperatorReport {
  const { phase, message: reason } = status;
  return {
    ...namesOf(name),
    phase,
    reason,
    phaseMeaning: phaseIn(PHASES, phase),
    desired: spec.instances,
    primary: status.primary,
    nextPrimary: spec.primary,
    database: spec.database,
    user: spec.owner,
    serverVersion: status.version,
    extensions: status.extensions ?? [],
    roles: status.roles ?? [],
    databases: status.databases ?? [],
    restored: spec.fromBackup !== undefined,
    lagBytes: status.lagBytes ?? {},
  };
}

function backupOf({ name, createdAt, status }: AcornBackup): Backup {
  const { phase = 'Running', startedAt = createdAt } = status;
  const { finishedAt, sizeBytes, error } = status;
  const statuses = {
    Running: 'running',
    Finished: 'finished',
    Failed: 'failed',
  } as const;
  return {
    id: name,
    method: 'acorn',
    scope: 'server',
    status: statuses[phase],
    startedAt,
    finishedAt,
    sizeBytes,
    error,
  };
}

function specOf({ spec, config }: OperatorPlan): AcornSpec {
  const { version, instances, storage, database, extensions } = spec;
  const { roles, databases } = spec;
  return {
    version,
    instances,
    storage,
    database,
    owner: spec.user,
    connectionLimit: spec.connectionLimit,
    extensions,
    roles,
    databases,
    resources: resourcesOf(config, spec),
  };
}

/** The rules of the operator Acorn for the base. */
export const rules: OperatorRules<Acorn> = {
  id: 'acorn',
  title: 'Acorn',
  kind: acornKind,
  labels,
  names: {
    pattern: '^[a-z]([-a-z0-9]*[a-z0-9])?$',
    maxLength: 40,
    rule: 'must be at most 40 lowercase letters, digits or -, start with a letter and not end with -',
    roleProblem: name => roleNameProblem(name, { names: [], prefixes: [] }),
  },
  options: z.strictObject({ initSqlAsOwner: ownerSqlOption.optional() }),
  contents: { roles: ['login'], databases: ['owner'] },
  specOf,
  fields: {
    'metadata.name': 'name',
    'metadata.namespace': 'location',
    'spec.version': 'version',
    'spec.instances': 'instances',
    'spec.storage': 'storage',
    'spec.database': 'database',
    'spec.owner': 'user',
    'spec.extensions': 'extensions.*',
    'spec.roles': 'roles.*',
    'spec.databases': 'databases.*',
    'spec.connectionLimit': 'connectionLimit',
    'spec.resources': 'size',
  },
  specFromLive: ({ spec }) => {
    const { version, instances, storage, database, owner } = spec as AcornSpec;
    return { version, instances, storage, database, user: owner };
  },
  loginVersionOf: ({ status }) => status.loginVersion,
  // The readiness probe of its pods queries PostgreSQL.
  evidence: {
    usable: ['readiness'],
    safe: ['backup'],
    recoveryWindow: [],
    archiving: [],
    instance: ['readiness'],
  },
  reportOf,
  backups: {
    kind: backupKind,
    method: { id: 'acorn', title: message('backup') },
    backupOf,
    versionOf: ({ status }) => status.version,
    requestOf: ({ cluster }) => ({ acorn: cluster.name }),
    restoredFrom: ({ id }) => ({ fromBackup: id }),
    onRemoval: {
      deletes: true,
      text: message('backupsRemoved'),
    },
  },
  operations,
};
