import type { JsonObject } from '@backstage/types';

/** A system behind a link of the backend. */
export interface Part {
  /** Port behind the link. */
  port: number;
  /** All passwords, verifiers and keys that exist now. */
  secrets(): Promise<string[]>;
  stop(): Promise<void>;
}

/** What a part adds to the configuration of the backend. */
export interface PartConfig {
  providers: JsonObject;
  /** Other sections. */
  more?: JsonObject;
}
