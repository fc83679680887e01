/** What it means for those who use the database. */

export const NO_WRITES =
  'Applications cannot write, and may not be able to connect.';
export const LESS_SAFE =
  'The primary works. Reads on this standby fail, and it cannot take over.';
