import { z } from 'zod';
import { problemOf, progressOf, type PodObject } from './progressOf';

const verdict = z.strictObject({ rows: z.number() });
const metadata = { name: 'x' };
const condition = (type: string, reason = '') => ({
  metadata,
  status: { conditions: [{ type, status: 'True', reason, message: 'why' }] },
});
const pod = (phase: string, state: object, more: object = {}): PodObject => ({
  metadata,
  status: { phase, containerStatuses: [{ state }], ...more } as object,
});
const exited = (exitCode: number, message?: string, reason = 'Error') => ({
  terminated: { exitCode, message, reason },
});
const complete = condition('Complete', 'CompletionsReached');
const failed = condition('Failed', 'BackoffLimitExceeded');

it.each([
  [
    'a verdict',
    complete,
    [pod('Succeeded', exited(0, '{"rows":3}'))],
    { type: 'done', verdict: { rows: 3 } },
  ],
  [
    'the verdict of the try that succeeded',
    complete,
    [
      pod('Failed', exited(1, '{"rows":1}')),
      pod('Succeeded', exited(0, '{"rows":3}')),
    ],
    { type: 'done', verdict: { rows: 3 } },
  ],
  [
    'a verdict that breaks its schema',
    complete,
    [pod('Succeeded', exited(0, '{"rows":"x"}'))],
    {
      type: 'failed',
      said: 'It succeeded but wrote no valid verdict: {"rows":"x"}',
      exitCode: 0,
    },
  ],
  [
    'a verdict that was cut off',
    failed,
    [pod('Failed', exited(1, '{"rows":'))],
    { type: 'failed', said: '{"rows":', exitCode: 1 },
  ],
  [
    'no output',
    failed,
    [pod('Failed', exited(137, undefined, 'OOMKilled'))],
    { type: 'failed', said: 'OOMKilled', exitCode: 137 },
  ],
  [
    'an evicted pod',
    failed,
    [
      pod(
        'Failed',
        {},
        {
          message: 'The node was low on resource: memory.',
        },
      ),
    ],
    { type: 'failed', said: 'The node was low on resource: memory.' },
  ],
  [
    'a missing program',
    failed,
    [pod('Failed', exited(128, 'no such file', 'StartError'))],
    { type: 'could-not-run', cause: 'image', said: 'no such file' },
  ],
  [
    'a pod that was removed',
    failed,
    [],
    { type: 'lost', said: 'Its pod was removed while it ran: why' },
  ],
  [
    'a pod that was removed after it succeeded',
    complete,
    [],
    { type: 'lost', said: expect.stringContaining('It succeeded') },
  ],
  [
    'its deadline',
    condition('Failed', 'DeadlineExceeded'),
    [],
    { type: 'deadline' },
  ],
])('reads the end from %s', (_, job, pods, end) => {
  expect(progressOf(verdict, job, pods, [])).toEqual({ state: 'ended', end });
});

it('truncates messages', () => {
  const pods = [pod('Failed', exited(1, 'x'.repeat(4096)))];
  expect(progressOf(verdict, failed, pods, [])).toMatchObject({
    end: { said: 'x'.repeat(2000) },
  });
});

const waiting = (reason: string, message?: string) =>
  pod('Pending', { waiting: { reason, message } });

it.each<[string, PodObject | undefined, string | undefined, unknown]>([
  [
    'image',
    waiting('ErrImagePull', 'not found'),
    undefined,
    { cause: 'image', said: 'not found' },
  ],
  [
    'Secret',
    waiting('CreateContainerConfigError', 'secret "a" not found'),
    undefined,
    { cause: 'configuration', said: 'secret "a" not found' },
  ],
  [
    'volume',
    waiting('ContainerCreating'),
    'FailedMount',
    { cause: 'configuration', said: 'said' },
  ],
  [
    'node',
    {
      metadata,
      status: {
        conditions: [
          {
            type: 'PodScheduled',
            status: 'False',
            reason: 'Unschedulable',
            message: '0/1 nodes are available',
          },
        ],
      },
    },
    undefined,
    { cause: 'unschedulable', said: '0/1 nodes are available' },
  ],
  ['nothing', waiting('ContainerCreating'), 'Pulling', undefined],
  ['policy', undefined, 'FailedCreate', { cause: 'admission', said: 'said' }],
  ['nothing yet', undefined, undefined, undefined],
])('reports what is missing: %s', (_, found, reason, problem) => {
  const events = reason ? [{ metadata, reason, message: 'said' }] : [];
  expect(problemOf(found, events)).toEqual(problem);
});
