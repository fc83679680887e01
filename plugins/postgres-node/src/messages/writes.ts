/** Writes that every provider has. */
export const writes = {
  dryRun: 'Dry run: the database would be created',
} as const;
