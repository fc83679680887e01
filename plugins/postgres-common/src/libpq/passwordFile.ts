/** What to know of `passwordFile` of a credential reference. @public */
export const PASSWORD_FILE_NOTE =
  'PGPASSFILE names a file on the machine of Backstage: anywhere else leave it out, and give PGPASSWORD.';
