import { z } from 'zod';

/** A name or id in a request. The maximum length only limits the input. */
export const nameSchema = z.string().min(1).max(500);
