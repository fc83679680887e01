import { percent } from '../quoting';
import { authority } from '../uri';
import { SnippetFormat } from './types';

/** The URL of pgJDBC. */
export const jdbc: SnippetFormat = {
  id: 'jdbc',
  label: 'JDBC',
  copies: 'JDBC URI',
  build(target) {
    const user =
      target.user === undefined ? '' : `user=${percent(target.user)}&`;
    return {
      code: `jdbc:postgresql://${authority(target)}/${percent(
        target.database,
      )}?${user}sslmode=${target.sslMode}`,
      note: 'pgJDBC does not read PGPASSWORD: pass System.getenv("PGPASSWORD") as the property password.',
    };
  },
};
