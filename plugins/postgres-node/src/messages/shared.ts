/** Texts that several providers use. */
export const shared = {
  recordNotSigned:
    'The record of this database is not signed by this Backstage installation.',
  recordNames:
    'The record names the owner {{owner}} and the entities {{entities}}.',
  recordNamesOwner: 'The record names the owner {{owner}} and no entity.',
  adoptToConfirm:
    'Ask an administrator of databases to confirm the record by adopting the database.',
  notBound: 'The database belongs to no entity. Bind it first.',
  applicationsCannotConnect: 'Applications cannot connect.',
  takeBackup: 'Take a backup.',
  rotatePassword: 'Rotate the password.',
  loginUnknown: 'Backstage cannot check the login of applications.',
  acceptsLogins: 'Accepts logins',
  beingRemoved: 'Being removed',
  credentialsStored: 'Credentials stored',
  walIsArchived: 'WAL is archived',
  verbatim: '{{text}}',
} as const;
