import { literal } from '../quoting';
import { connectionUri } from '../uri';
import { SnippetFormat } from './types';

/** A connection of pgx 5. */
export const go: SnippetFormat = {
  id: 'go',
  label: 'Go (pgx)',
  copies: 'Go snippet',
  build: target => ({
    code: [
      'import "github.com/jackc/pgx/v5"',
      '',
      `conn, err := pgx.Connect(ctx, ${literal(connectionUri(target))})`,
    ].join('\n'),
    note: 'pgx takes the password from PGPASSWORD or your pgpass file.',
  }),
};
