/** The package brings no types of its own. */
declare module 'pgpass' {
  namespace pgpass {
    interface Login {
      host: string;
      port: number;
      database: string;
      user: string;
    }
  }
  /** Looks a password up in the file that `PGPASSFILE` names. */
  function pgpass(
    login: pgpass.Login,
    callback: (password: string | undefined) => void,
  ): void;
  export = pgpass;
}
