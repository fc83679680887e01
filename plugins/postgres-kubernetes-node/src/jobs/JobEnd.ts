import { z } from 'zod';

/** Reasons why a program may not start. */
const causes = [
  /** Backstage lacks a right. */
  'forbidden',
  /** The Job or its pod would exceed a quota. */
  'quota',
  /** A policy or the API server rejects the Job or its pod. */
  'admission',
  /** No node fits its pod. */
  'unschedulable',
  /** The image cannot be pulled, or lacks the program. */
  'image',
  /** A Secret, a key or a volume that it names is missing. */
  'configuration',
] as const;

const problemSchema = z.object({
  cause: z.enum(causes),
  /** Message of Kubernetes. */
  said: z.string(),
});
/** Why a Job is not running yet, or never did. @public */
export type JobProblem = z.output<typeof problemSchema>;

/** Variants of {@link JobEnd}. */
const jobEndSchema = z.discriminatedUnion('type', [
  /** The program succeeded, with its verdict. */
  z.object({ type: z.literal('done'), verdict: z.unknown() }),
  /** The program ended with an error, with its verdict or its output. */
  z.object({
    type: z.literal('failed'),
    verdict: z.unknown().optional(),
    said: z.string().optional(),
    exitCode: z.number().optional(),
  }),
  /** The program never ran, for this reason. */
  problemSchema.extend({ type: z.literal('could-not-run') }),
  /** Stopped at its deadline; with the last known reason why it did not start. */
  z.object({ type: z.literal('deadline'), problem: problemSchema.optional() }),
  /** Stopped on request. What it had done until then is not undone. */
  z.object({ type: z.literal('cancelled') }),
  /** The Job or its pod was removed before its end was read: its result is not known. */
  z.object({ type: z.literal('lost'), said: z.string() }),
]);
/** How a Job ended. @public */
export type JobEnd<Verdict = unknown> =
  | { type: 'done'; verdict: Verdict }
  | { type: 'failed'; verdict?: Verdict; said?: string; exitCode?: number }
  | Exclude<z.output<typeof jobEndSchema>, { type: 'done' | 'failed' }>;

/** Progress of a Job. @public */
export type JobProgress<Verdict = unknown> =
  | { state: 'starting'; problem?: JobProblem }
  | { state: 'running' }
  | { state: 'ended'; end: JobEnd<Verdict> };

/** The record of the last request, as stored in the owner's annotation. @public */
export const jobRecordSchema = z.object({
  id: z.string(),
  /** Uid of the Job; absent: none could be created. */
  job: z.string().optional(),
  startedAt: z.iso.datetime(),
  problem: problemSchema.optional(),
  end: jobEndSchema.optional(),
});
/** The record of the last request, on the owner. @public */
export type JobRecord = z.output<typeof jobRecordSchema>;

/**
 * Whether a request has finally ended: if no Job could be created, nothing ran,
 * and it is retried.
 *
 * @public
 */
export const isFinal = ({ end, job }: JobRecord): boolean =>
  end !== undefined && (end.type !== 'could-not-run' || job !== undefined);
