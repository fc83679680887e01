import {
  type FieldIssue,
  InvalidFieldsError,
  parseInput,
} from '@pgstage/backstage-plugin-postgres-common';
import type { z } from 'zod';

/** Returns the issues of an input, by fields. @public */
export function issuesOf(schema: z.ZodType, input: unknown): FieldIssue[] {
  try {
    parseInput(schema, input);
    return [];
  } catch (error) {
    if (error instanceof InvalidFieldsError) return error.issues;
    throw error;
  }
}
