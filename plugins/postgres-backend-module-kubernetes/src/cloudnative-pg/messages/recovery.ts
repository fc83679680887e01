/** Next steps for pods that cannot run. */
export const recovery = {
  restartForImage:
    'Restart {{instance}}: its pod still uses the image {{old}} instead of {{new}}, and the operator does not replace the pod.',
  destroyForImage:
    'Destroy {{instance}}: its pod still uses the image {{old}} instead of {{new}}, and the operator does not replace the pod.',
  restartForRequests:
    'Restart {{instance}}: its pod still requests {{resource}} {{old}} instead of {{new}}, and the operator does not replace the pod.',
  destroyForRequests:
    'Destroy {{instance}}: its pod still requests {{resource}} {{old}} instead of {{new}}, and the operator does not replace the pod.',
  thenRestart:
    '{{first}} After a change, restart {{instance}}: the operator does not replace the pod.',
  thenDestroy:
    '{{first}} After a change, destroy {{instance}}: the operator does not replace the pod.',

  restoreAwaitsCommit:
    'If the archive contains no commit after {{time}}, commit a transaction on the source: the restore finishes with the first attempt after its WAL is archived, which takes archive_timeout at most. Attempts end after about 15 minutes. Or remove this database, and restore again without a point in time: as long as nothing is committed on the source, the end of the archive has the same data. If earlier WAL is missing from the archive, no attempt succeeds: restore to an earlier point in time. {{otherwise}}',
  restoreGaveUp:
    'If the archive contains no commit after {{time}}, remove this database, and restore again without a point in time: there are no more attempts. As long as nothing is committed on the source, the end of the archive has the same data. If earlier WAL is missing from the archive, restore to an earlier point in time. {{otherwise}}',
  revertMajorUpgrade:
    'Set the version back to {{version}}: the database then runs as before. {{otherwise}}',
} as const;
