import type { Attention } from '@pgstage/backstage-plugin-postgres-common';

/** One thing that is wrong, without the moment that memory adds. */
export type AttentionDraft = Omit<Attention, 'since'> & { since?: string };

/** Share of a limit from which on it is told. */
export const NEAR_LIMIT = 0.9;
