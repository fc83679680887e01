import assert from 'node:assert/strict';
import { test } from 'node:test';
import { permissionOf } from './httpApi.mjs';

const permissions = {
  createPermission: 'create',
  operationPermissions: { bind: 'b', backup: 'k', 'remove-member': 'o' },
};

test('finds the permission of a call by its name', () => {
  const names = {
    bindDatabase: 'b',
    createBackup: 'k',
    removeMember: 'o',
    createDatabase: 'create',
    renderManifests: 'create',
    getHealth: undefined,
  };
  for (const [call, permission] of Object.entries(names)) {
    assert.equal(permissionOf(call, permissions), permission, call);
  }
});
