import type { Attention } from '@pgstage/backstage-plugin-postgres-common';

/** An attention, without `since` if the server does not report it. */
export type AttentionDraft = Omit<Attention, 'since'> & { since?: string };

/** Share of a limit from which it needs attention. */
export const NEAR_LIMIT = 0.9;
