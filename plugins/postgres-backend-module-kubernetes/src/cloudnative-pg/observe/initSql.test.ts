import {
  type JobRecord,
  specHash,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { createSnapshot } from '../__testUtils__/createSnapshot';
import { idsOf } from '../__testUtils__/idsOf';
import { initSqlOf } from '../model';
import { toDatabase } from './toDatabase';

const now = new Date('2026-01-01T12:00:00Z');
const sql = 'CREATE TABLE t (id int)';
const spec = { options: { initSqlAsOwner: sql } };

function observed(run?: Partial<JobRecord>) {
  const initSql = run && {
    id: specHash(sql),
    job: 'uid',
    startedAt: '2026-01-01T11:59:00.000Z',
    ...run,
  };
  const database = toDatabase(
    createSnapshot({ record: { spec, initSql } }),
    now,
  );
  const { usable, steps, attention, status } = database;
  const { state, message } = steps.find(({ id }) => id === 'init-sql')!;
  const row = attention.find(({ id }) => id === 'init-sql');
  return {
    usable: usable.value,
    status: status.state,
    step: state,
    message,
    row,
  };
}

it('is a step of the create; until it is done, the database is not usable', () => {
  expect(observed()).toEqual({
    usable: false,
    status: 'changing',
    step: 'running',
  });
  expect(observed({})).toMatchObject({ usable: false, step: 'running' });
  const end = {
    type: 'done',
    verdict: { stage: 'run', exitCode: 0, said: '' },
  } as const;
  expect(observed({ end })).toEqual({
    usable: true,
    status: 'working',
    step: 'done',
  });
});

const failed = (stage: string, exitCode: number) => ({
  end: {
    type: 'failed',
    exitCode,
    verdict: { stage, exitCode, said: 'ERROR:  no' },
  } as const,
});
const nothing = 'kubernetes.nothingHasRun';
const unknown = 'kubernetes.initSqlUnknownEffect';

it.each<[string, Partial<JobRecord>, string, string]>([
  [
    'an error of PostgreSQL',
    failed('run', 1),
    'kubernetes.initSqlFailed',
    'kubernetes.initSqlRolledBack',
  ],
  [
    'a connection that broke',
    failed('run', 2),
    'kubernetes.initSqlInterrupted',
    unknown,
  ],
  [
    'no connection',
    failed('connect', 2),
    'kubernetes.initSqlCannotConnect',
    nothing,
  ],
  [
    'a pod that was killed',
    { end: { type: 'failed', said: 'OOMKilled', exitCode: 137 } },
    'kubernetes.initSqlInterrupted',
    unknown,
  ],
  [
    'no rights',
    {
      job: undefined,
      end: { type: 'could-not-run', cause: 'forbidden', said: 'no' },
    },
    'kubernetes.initSqlNotRun(kubernetes.jobForbidden)',
    nothing,
  ],
  [
    'its time',
    { end: { type: 'deadline' } },
    'kubernetes.initSqlTimedOut',
    unknown,
  ],
  [
    'a deleted Job',
    { end: { type: 'lost', said: 'gone' } },
    'kubernetes.initSqlUnknown',
    unknown,
  ],
])('reports %s, and what to do', (_, run, what, meaning) => {
  const { row, message, ...rest } = observed(run);
  expect(rest).toEqual({
    usable: false,
    status: 'attention',
    step: 'failed',
  });
  expect(idsOf(row!.what)).toBe(what);
  expect(idsOf(message!)).toBe(
    row?.evidence ? `kubernetes.withEvidence(${what}, ${row.evidence})` : what,
  );
  expect(row).toMatchObject({
    severity: 'error',
    meaning: { id: meaning },
    nextStep: { text: expect.stringContaining('options.initSqlAsOwner') },
    since: '2026-01-01T11:59:00.000Z',
  });
});

it('reports what it waits for', () => {
  const problem = { cause: 'quota', said: 'exceeded quota: none' } as const;
  expect(observed({ problem })).toMatchObject({
    step: 'running',
    row: {
      severity: 'warning',
      what: {
        id: 'kubernetes.initSqlWaits',
        params: { problem: { id: 'kubernetes.jobQuota' } },
      },
      evidence: 'exceeded quota: none',
    },
  });
});

it.each([
  ['adopted', { record: { spec, adopted: true } }],
  ['restored', { record: { spec, restored: { from: 'a' } } }],
  [
    'created from a backup',
    { spec: { bootstrap: { recovery: {} } }, record: { spec } },
  ],
  ['not created by pgstage', { record: { spec, created: undefined } }],
  [
    'managed by GitOps',
    {
      record: { spec },
      labels: { 'app.kubernetes.io/managed-by': 'Helm' },
      annotations: {
        'meta.helm.sh/release-name': 'shop',
        'meta.helm.sh/release-namespace': 'shop',
      },
    },
  ],
  [
    'created without init SQL',
    { record: { spec: { options: { initSql: sql } } } },
  ],
])('is absent for a database that is %s', (_, given) => {
  const { cluster } = createSnapshot(given as object);
  expect(initSqlOf(cluster)).toBeUndefined();
});

it('ignores a verdict that it cannot parse', () => {
  const end = { type: 'failed', verdict: { said: { html: 1 } } } as const;
  expect(observed({ end }).row).toMatchObject({ meaning: { id: unknown } });
});
