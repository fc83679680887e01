import { createHash } from 'node:crypto';
import type { z } from 'zod';
import type { KubernetesObject, ObjectId, ResourceKind } from '../cluster';

/** A file in the folder `/job` of the container: a text, or a key of a Secret. @public */
export type JobFile = string | { secret: string; key: string };

/** A variable of the container's environment: a text, or a key of a Secret. @public */
export type JobVariable = string | { secret: string; key: string };

/** One run of a program inside the cluster. @public */
export interface JobRequest<Verdict = unknown> {
  /** Whom it is for. It goes with its owner, and its record is written there. */
  owner: ObjectId & { kind: ResourceKind; namespace: string; uid: string };
  /** Annotation of the owner that holds the record. */
  record: string;
  /** Word for names and labels, for example `init-sql`. */
  purpose: string;
  /** The same id is the same request: it runs once, whoever asks and how often. */
  id: string;
  /** Whether its owner still asks for it, judged again as the Job is written there. */
  isWanted?: (owner: KubernetesObject) => boolean;
  image: string;
  /** The program and its arguments. No shell sees them unless it is one. */
  command: string[];
  environment?: Record<string, JobVariable>;
  files?: Record<string, JobFile>;
  /** What the program writes to its termination message, as JSON. */
  verdict: z.ZodType<Verdict>;
  /** From its start until its end, waiting for a node and an image included. */
  deadlineSeconds: number;
  /** How long a Job that has ended is kept for people to look at; a day unless given. */
  keepSeconds?: number;
  /** How often it may be tried. Once unless given: only a program that can be repeated may say more. */
  attempts?: number;
  /** Where and as whom the pod runs, as in the spec of a pod. */
  pod?: {
    runAsUser?: number;
    imagePullSecrets?: Array<{ name?: string }>;
    nodeSelector?: Record<string, string>;
    tolerations?: object[];
  };
}

/** Longest name of which Kubernetes still makes labels and pods. */
const MAX_NAME = 63;

/** Names the Job of a request: another owner of the same name, or another id, has another. */
export function jobName({ owner, purpose, id }: JobRequest): string {
  const digest = createHash('sha256')
    .update(JSON.stringify([owner.uid, id]))
    .digest('hex')
    .slice(0, 12);
  const end = `-${purpose}-${digest}`;
  return `${owner.name.slice(0, MAX_NAME - end.length)}${end}`;
}
