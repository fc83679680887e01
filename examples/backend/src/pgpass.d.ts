/** The package has no types. */
declare module 'pgpass' {
  namespace pgpass {
    interface Login {
      host: string;
      port: number;
      database: string;
      user: string;
    }
  }
  /** Reads a password from the file `PGPASSFILE`. */
  function pgpass(
    login: pgpass.Login,
    callback: (password: string | undefined) => void,
  ): void;
  export = pgpass;
}
