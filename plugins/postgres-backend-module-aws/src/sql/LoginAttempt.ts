import type {
  LoginResult,
  SlotFacts,
} from '@pgstage/backstage-plugin-postgres-sql-node';

/** What PostgreSQL reported after a login. */
export interface SqlFacts {
  /** Start of PostgreSQL. */
  startedAt: string;
  /** Absent if the database does not exist, or the user may not read it. */
  sizeBytes?: number;
  connections?: { used: number; allowed: number };
  slots: SlotFacts[];
}

/** The result of a login attempt. */
export interface LoginAttempt extends LoginResult {
  at: string;
  /** Absent unless the login works and they could be read. */
  facts?: SqlFacts;
  /** Why they could not be read. */
  factsError?: string;
}
