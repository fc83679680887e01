import type { Attention } from '@pgstage/backstage-plugin-postgres-common';

/** Something that a person should look at, without since when. */
export type AttentionDraft = Omit<Attention, 'since' | 'sinceAtLeast'>;
