import type { Attention } from '@pgstage/backstage-plugin-postgres-common';

/** An attention row without the time since when it exists. */
export type AttentionDraft = Omit<Attention, 'since' | 'sinceAtLeast'>;
