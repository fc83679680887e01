/** Databases that no longer exist, and records with an invalid signature. */
export const existence = {
  recordGivesNoRights:
    'It grants no rights: any user of the server could have written it, or copied it from another database.',

  renamed: 'Database {{name}} was renamed to {{newName}} outside of Backstage.',
  missing:
    'Database {{name}} no longer exists: it was dropped or renamed outside of Backstage.',
  replaced:
    'Database {{name}} is not the database that pgstage created: that one was dropped or renamed outside of Backstage.',
  nameOfOtherDatabase:
    'Applications that use this name connect to another database, which Backstage does not change.',
  renameBack:
    'Ask the administrator of the server to undo the renaming. Or repeat the request that created the database, to create a new, empty one. Or remove it in Backstage, which drops no database.',
  renameBothBack:
    'Ask the administrator of the server to undo both renamings. Or remove it in Backstage, which drops no database.',
  createAgain:
    'Ask the administrator of the server whether it can be restored. Or repeat the request that created the database, to create a new, empty one. Or remove it in Backstage.',
  adoptReplacement:
    'If the new database replaces it, bind it with adopt. Otherwise remove it in Backstage.',
  askAboutReplacement:
    'Ask the administrator of the server: the new database belongs to the role {{owner}}. Or remove it in Backstage.',
} as const;
