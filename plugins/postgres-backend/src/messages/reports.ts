/** Messages about a database whose provider reports invalid data. */
export const reports = {
  reportIsInvalid:
    'The state is unknown: the provider {{provider}} reports this database with invalid fields.',
  lastReportIsShown:
    'The page shows the last valid report, which can be outdated. The database itself is not affected.',
  noReportIsShown:
    'Only the name of the database is known. The database itself is not affected.',
  reportToDevelopers:
    'An administrator of Backstage reports the error to the developers of the provider.',
} as const;
