/** WAL archiving. */
export const archiving = {
  archivingOff:
    'WAL archiving is off (archive_mode): only the end of a base backup can be restored',
  archiveCommandMissing: 'No archive_command is set. {{effect}}',
  archivingFails: 'Archiving of {{file}} fails. {{effect}}',
  changesNotProtected: 'Changes after {{since}} are not protected',
  nothingArchived: 'No WAL has been archived yet',
  standbyDoesNotArchive: 'The server is a standby and does not archive WAL',
} as const;
