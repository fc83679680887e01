/** Who can help if a permission is missing. */
export const rights = {
  askOwnersOfDatabase_one:
    'Only an owner of the database has this permission: ask {{owners}}.',
  askOwnersOfDatabase_other:
    'Only an owner of the database has this permission: ask one of {{owners}}.',
  askOwnersOfEntity_one:
    'Only an owner of {{entityRef}} has this permission: ask {{owners}}.',
  askOwnersOfEntity_other:
    'Only an owner of {{entityRef}} has this permission: ask one of {{owners}}.',
  databaseHasNoOwner:
    'Only an owner of the database has this permission, and the database has no owner. {{next}}',
  entityHasNoOwner:
    'Only an owner of {{entityRef}} has this permission, and the entity has no owner. {{next}}',
  askAdmins_one:
    'Only an administrator of databases has this permission: ask {{admins}}.',
  askAdmins_other:
    'Only an administrator of databases has this permission: ask one of {{admins}}.',
  noAdmins:
    "Only an administrator of databases has this permission, and none is configured under 'postgres.admins'.",

  policyFails:
    'The permission policy of this Backstage fails for this permission: {{error}}. Ask the administrators of this Backstage to correct it.',
  policyDenies:
    'The permission policy of this Backstage does not grant you this permission.',
  policyDeniesDatabaseOf:
    'The permission policy of this Backstage does not grant you this permission. The database belongs to {{owner}}.',
  policyDeniesEntity:
    'The permission policy of this Backstage does not grant you this permission. {{entityRef}} requires one of its owners, or a rule of the policy on the entity.',
  policyDeniesEntityOf:
    'The permission policy of this Backstage does not grant you this permission. {{entityRef}} requires one of its owners ({{owners}}), or a rule of the policy on the entity.',
} as const;
