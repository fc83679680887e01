import { z } from 'zod';

/** A name or an id of a request: nothing that is real is longer. */
export const nameSchema = z.string().min(1).max(500);
