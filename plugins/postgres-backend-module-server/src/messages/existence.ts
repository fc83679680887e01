/** Databases that are gone, and records that nobody vouches for. */
export const existence = {
  recordNotSigned:
    'The record of this database is not signed by this Backstage.',
  recordGivesNoRights:
    'It gives no rights: anybody may have written it, or copied it from another database.',
  adoptToConfirm:
    'Ask an administrator of databases to confirm the record, by adopting the database.',

  renamed: 'Database {{name}} was renamed to {{newName}} outside of Backstage.',
  gone: 'Database {{name}} no longer exists: it was dropped or renamed outside of Backstage.',
  replaced:
    'Database {{name}} is not the one that was created here: that one was dropped or renamed outside of Backstage.',
  nameLeadsElsewhere:
    'Applications that connect to this name find another database, which Backstage does not change.',
  renameBack:
    'Ask the administrator of the server to rename it back. Or repeat the request that created it, for a new and empty one. Or remove it here, which drops nothing.',
  renameBothBack:
    'Ask the administrator of the server to rename both back. Or remove it here, which drops neither.',
  createAgain:
    'Ask the administrator of the server for it. Or repeat the request that created it, for a new and empty one. Or remove it here to give it up.',
  adoptReplacement:
    'Bind it with adopt if the new one takes its place. Or remove it here to give it up.',
  askAboutReplacement:
    'Ask the administrator of the server: the new one belongs to the role {{owner}}. Or remove it here to give it up.',
} as const;
