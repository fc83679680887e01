import type { Attention } from '@pgstage/backstage-plugin-postgres-common';

/** One thing that is wrong, without the moment that memory adds. */
export type Cause = Omit<Attention, 'since'> & { since?: string };

/** Whom to turn to with what happens outside of Backstage. */
export const ADMIN = 'Ask the administrator of the server';

/** Share of a limit from which on it is told. */
export const NEAR_LIMIT = 0.9;
