/** Operations that are not offered, and notes about those that are. */
export const operations = {
  serverIsShared:
    'The server is shared by all its databases. Ask the administrator of the server.',
  loginNotManaged:
    'The database was adopted, and Backstage does not manage its login. Ask the owner of the login.',
  removesNoDatabase:
    'The database does not exist under its name: no database is dropped. Its record, credentials and role are removed.',
  noLongerExists: 'The database no longer exists under its name.',
  restoresDumps:
    'A dump of this database is restored to a new database of the same server. A base backup contains all databases of the server. {{contact}}',
  creationIncomplete:
    'The creation of this database is not complete. Wait for it, then repeat the request.',
  overlapRuns:
    'The previous login works until {{until}}. Wait until then, or rotate the password, which ends it at once.',
  waitForRestore:
    'The restore of this database is not complete. Wait for it, or remove the database.',
  restoreRollsBackAll:
    'A restore would roll back every database on this server. {{contact}}',

  noFurtherRoles:
    'Backstage creates one role for each database of a shared server. Ask the administrator of the server for additional roles.',
  noFurtherDatabases:
    'The server is shared: create another database with a separate request instead.',
} as const;
