/** Messages about entities of a binding that grant no rights. */
export const dangling = {
  entityGone: 'The entity {{entityRef}} no longer exists in the catalog.',
  entityReplaced:
    'The entity {{entityRef}} in the catalog is not the one that was bound.',
  entityUnconfirmed:
    'It is not confirmed which entity {{entityRef}} the database belongs to.',
  entityGivesNoRights:
    'The database keeps running, but this entity grants no rights on it.',
  bindToSuccessor:
    'Bind the database to the entity that replaces it, or remove the database: its owner can, and an administrator of databases.',
  confirmEntity:
    'Confirm that this is the right entity, or remove it from the binding. The owner in the binding can confirm an entity that it owns, an administrator of databases any.',
} as const;
