/** Keys of the labels by which an operator marks what belongs to a database. @public */
export interface PartLabels {
  /** Holds the name of the database's object: parts without it are not ours. */
  cluster: string;
  /** Name of an instance. */
  instance: string;
  /** On pods: what they are. */
  podRole?: string;
  /** On pods of Jobs that make an instance: which step. */
  jobRole?: string;
  /** On pods: the role of the instance. */
  instanceRole?: string;
  /** On what belongs to a pooler: its name. */
  pooler?: string;
  /** On volume claims: what they hold. */
  volumeRole?: string;
}

/** The value of a label that the operator may not have. */
export const labelOf = (
  labels: Record<string, string> | undefined,
  key: string | undefined,
): string | undefined => (key === undefined ? undefined : labels?.[key]);
