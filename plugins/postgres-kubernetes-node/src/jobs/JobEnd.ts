import { z } from 'zod';

/** What may keep a program from being started. */
const causes = [
  /** Backstage lacks a right. */
  'forbidden',
  'quota',
  /** A policy or the API server refuses the Job or its pod. */
  'admission',
  'unschedulable',
  /** The image cannot be pulled, or lacks the program. */
  'image',
  /** A Secret, a key or a volume that it names is missing. */
  'configuration',
] as const;

const problemSchema = z.object({
  cause: z.enum(causes),
  /** What Kubernetes said. */
  said: z.string(),
});
/** Why a Job is not running yet, or never did. @public */
export type JobProblem = z.output<typeof problemSchema>;

/** Told apart by what is known, see {@link JobEnd}. */
const jobEndSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('done'), verdict: z.unknown() }),
  /** The program ended with an error. It says so in its verdict, or what it said is here. */
  z.object({
    type: z.literal('failed'),
    verdict: z.unknown().optional(),
    said: z.string().optional(),
    exitCode: z.number().optional(),
  }),
  problemSchema.extend({ type: z.literal('could-not-run') }),
  /** Stopped as its time was up; with what was last known to keep it from starting. */
  z.object({ type: z.literal('deadline'), problem: problemSchema.optional() }),
  /** Stopped on request. What it did until then stays. */
  z.object({ type: z.literal('cancelled') }),
  /** Somebody removed the Job or its pod before its end was read: nobody knows what it did. */
  z.object({ type: z.literal('lost'), said: z.string() }),
]);
/** How a Job ended. @public */
export type JobEnd<Verdict = unknown> =
  | { type: 'done'; verdict: Verdict }
  | { type: 'failed'; verdict?: Verdict; said?: string; exitCode?: number }
  | Exclude<z.output<typeof jobEndSchema>, { type: 'done' | 'failed' }>;

/** Where a Job stands. @public */
export type JobProgress<Verdict = unknown> =
  | { state: 'starting'; problem?: JobProblem }
  | { state: 'running' }
  | { state: 'ended'; end: JobEnd<Verdict> };

/** What is known of the last request, as its owner's annotation holds it. @public */
export const jobRecordSchema = z.object({
  id: z.string(),
  /** Uid of the Job; absent: none could be made. */
  job: z.string().optional(),
  startedAt: z.iso.datetime(),
  problem: problemSchema.optional(),
  end: jobEndSchema.optional(),
});
/** What is known of the last request, on the owner. @public */
export type JobRecord = z.output<typeof jobRecordSchema>;

/**
 * Whether a request has ended for good: where no Job could be made nothing ran,
 * and it is tried again.
 *
 * @public
 */
export const isFinal = ({ end, job }: JobRecord): boolean =>
  end !== undefined && (end.type !== 'could-not-run' || job !== undefined);
