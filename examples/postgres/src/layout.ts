import path from 'path';

/** Paths inside the data folder. */
export function layout(dataDir: string) {
  const at = (name: string) => path.join(path.resolve(dataDir), name);
  return {
    primary: at('primary'),
    standby: at('standby'),
    archive: at('archive'),
    backups: at('backups'),
    tls: at('tls'),
    passfile: at('standby.pgpass'),
  };
}
