/** Who can help if a permission is missing. "It" is the permission. */
export const rights = {
  askOwnersOfDatabase_one:
    'Only an owner of the database has it: ask {{owners}}.',
  askOwnersOfDatabase_other:
    'Only an owner of the database has it: ask one of {{owners}}.',
  askOwnersOfEntity_one:
    'Only an owner of {{entityRef}} has it: ask {{owners}}.',
  askOwnersOfEntity_other:
    'Only an owner of {{entityRef}} has it: ask one of {{owners}}.',
  databaseHasNoOwner:
    'Only an owner of the database has it, and it has none. {{next}}',
  entityHasNoOwner:
    'Only an owner of {{entityRef}} has it, and it has none. {{next}}',
  askAdmins_one: 'Only an administrator of databases has it: ask {{admins}}.',
  askAdmins_other:
    'Only an administrator of databases has it: ask one of {{admins}}.',
  noAdmins:
    "Only an administrator of databases has it, and none is configured under 'postgres.admins'.",

  policyFails:
    'The permission policy of this Backstage fails for it: {{error}}. Ask the administrators of this Backstage to correct it.',
  policyDenies:
    'The permission policy of this Backstage does not grant it to you.',
  policyDeniesDatabaseOf:
    'The permission policy of this Backstage does not grant it to you. The database belongs to {{owner}}.',
  policyDeniesEntity:
    'The permission policy of this Backstage does not grant it to you. {{entityRef}} requires one of its owners, or a rule of the policy on the entity.',
  policyDeniesEntityOf:
    'The permission policy of this Backstage does not grant it to you. {{entityRef}} requires one of its owners ({{owners}}), or a rule of the policy on the entity.',
} as const;
