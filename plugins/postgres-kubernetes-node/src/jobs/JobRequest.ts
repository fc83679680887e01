import { createHash } from 'node:crypto';
import type { z } from 'zod';
import type { KubernetesObject, ObjectId, ResourceKind } from '../cluster';

/** A file in the folder `/job` of the container: a text, or a key of a Secret. @public */
export type JobFile = string | { secret: string; key: string };

/** A variable of the container's environment: a text, a key of a Secret, or a field of the pod, such as `metadata.name`. @public */
export type JobVariable =
  | string
  | { secret: string; key: string }
  | { field: string };

/** A volume of the pod, mounted at `/<name>`. @public */
export interface JobVolume {
  /** Name of its claim, in the same namespace. */
  claim: string;
  readOnly?: boolean;
}

/** One run of a program inside the cluster. @public */
export interface JobRequest<Verdict = unknown> {
  /** The owner. The Job is deleted with it, and its record is an annotation of it. */
  owner: ObjectId & { kind: ResourceKind; namespace: string; uid: string };
  /** Annotation of the owner that holds the record. */
  record: string;
  /** Part of the names of its objects, and value of their label `pgstage.io/job`; for example `init-sql`. */
  purpose: string;
  /** The same id is the same request: it runs once, whatever the number of calls. */
  id: string;
  /** Whether its owner still requests it, checked again when the Job is recorded. */
  isRequested?: (owner: KubernetesObject) => boolean;
  image: string;
  /** The program and its arguments. No shell interprets them unless the program is one. */
  command: string[];
  environment?: Record<string, JobVariable>;
  files?: Record<string, JobFile>;
  /** Volumes by name, which is a DNS label other than `tmp` and `job`. */
  volumes?: Record<string, JobVolume>;
  /** Labels of the Job and its pod, so that a provider can watch them. */
  labels?: Record<string, string>;
  /** Schema of what the program writes to its termination message, as JSON. */
  verdict: z.ZodType<Verdict>;
  /** Maximum time from its start to its end, including the wait for a node and an image. */
  deadlineSeconds: number;
  /** Time after its end until Kubernetes deletes the Job. Default: one day. */
  keepSeconds?: number;
  /** Maximum number of attempts. Default 1: only a repeatable program may set more. */
  attempts?: number;
  /** Fields of the spec of the pod. */
  pod?: {
    runAsUser?: number;
    /** Group that volumes are writable for. */
    fsGroup?: number;
    imagePullSecrets?: Array<{ name?: string }>;
    nodeSelector?: Record<string, string>;
    tolerations?: object[];
  };
}

/** Maximum length of a name that Kubernetes can derive labels and pods from. */
const MAX_NAME = 63;

/** Returns the name of the Job of a request: unique for each owner, also one of the same name, and for each id. @public */
export function jobName({ owner, purpose, id }: JobRequest): string {
  const digest = createHash('sha256')
    .update(JSON.stringify([owner.uid, id]))
    .digest('hex')
    .slice(0, 12);
  const end = `-${purpose}-${digest}`;
  return `${owner.name.slice(0, MAX_NAME - end.length)}${end}`;
}
