/** Keys of the labels with which an operator marks the dependents of a database. @public */
export interface PartLabels {
  /** Contains the name of the database object: objects without it are ignored. */
  cluster: string;
  /** Name of an instance. */
  instance: string;
  /** On pods: their role in the database. */
  podRole?: string;
  /** On pods of Jobs that create an instance: the step. */
  jobRole?: string;
  /** On pods: the role of the instance. */
  instanceRole?: string;
  /** On dependents of a pooler: its name. */
  pooler?: string;
  /** On volume claims: the role of the volume. */
  volumeRole?: string;
}

/** Returns the value of a label, or undefined if the operator has no such label. */
export const labelOf = (
  labels: Record<string, string> | undefined,
  key: string | undefined,
): string | undefined => (key === undefined ? undefined : labels?.[key]);
