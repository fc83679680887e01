import { literal } from '../quoting';
import { connectionUri } from '../uri';
import { caNotes } from './caNotes';
import { SnippetFormat } from './types';

/** A connection of pgx 5, which verifies with the system's certificates by default. */
export const go: SnippetFormat = {
  id: 'go',
  label: 'Go (pgx)',
  build(t, target) {
    const { hostaddr, sslMode: sslmode, caFile: sslrootcert } = target;
    const uri = literal(connectionUri(target, { sslmode, sslrootcert }));
    return {
      code: [
        'import "github.com/jackc/pgx/v5"',
        '',
        ...(hostaddr === undefined
          ? [`conn, err := pgx.Connect(ctx, ${uri})`]
          : [
              `config, err := pgx.ParseConfig(${uri})`,
              'if err != nil {',
              '\treturn err',
              '}',
              `// ${t('formats.pgxTunnel')}`,
              'config.LookupFunc = func(context.Context, string) ([]string, error) {',
              `\treturn []string{${literal(hostaddr)}}, nil`,
              '}',
              'conn, err := pgx.ConnectConfig(ctx, config)',
            ]),
      ].join('\n'),
      notes: [t('formats.pgxPassword'), ...caNotes(target)],
    };
  },
};
