/**
 * Runs one statement, with `$1` placeholders for the values, and returns its
 * rows.
 *
 * @public
 */
export type Query = <Row extends object>(
  text: string,
  values?: unknown[],
) => Promise<Row[]>;
