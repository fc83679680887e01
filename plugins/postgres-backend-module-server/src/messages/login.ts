/** The login of applications, and the rights of its role. */
export const login = {
  applicationsCannotConnect: 'Applications cannot connect.',
  connectionsNotAllowed: 'The database allows no connections.',
  roleMayNotLogIn: 'The role {{role}} may not log in.',
  changedOutside:
    'Ask the administrator of the server: it was changed outside of Backstage.',

  rightToConnectLost:
    'The role {{role}} may not connect: its rights were changed outside of Backstage.',
  allRightsLost:
    'The role {{role}} may not connect or create schemas: its rights were changed outside of Backstage.',
  grantRights:
    'Ask the administrator of the server to grant {{role}} what it needs.',
  ownerChanged:
    'The database belongs to the role {{owner}}: the owner was changed outside of Backstage.',
  ownerChangedMayNotCreate:
    'The role {{role}} may not create schemas: the owner was changed outside of Backstage.',
  ownerChangedMayNotConnect:
    'The role {{role}} may not connect: the owner was changed outside of Backstage.',
  ownerChangedMayNothing:
    'The role {{role}} may not connect or create schemas: the owner was changed outside of Backstage.',
  ownerDecides:
    'The role {{owner}} decides what {{role}} may do in the database.',
  changeOwnerBack:
    'Ask the administrator of the server to give the database back to {{role}}, or to grant {{role}} what it needs.',

  loginMissing:
    'The credential store {{store}} keeps no login of this database.',
  loginNotFound: 'Users find no login there, and Backstage cannot try it.',
  checkStore:
    'Check that the store is there. If the login is lost, rotate the password.',
  passwordRefused: 'The stored password is refused.',
  passwordChangedOutside:
    'Applications that use it cannot connect: it was changed outside of Backstage.',
  rotatePassword: 'Rotate the password.',
  loginUnknown: 'Backstage cannot try the login of applications.',
  connectionUnknown:
    'Whether applications can connect to {{address}} is not known.',
  allowLogin:
    'Do nothing if they can connect. To let Backstage try it, allow its host to log in there as {{role}} (pg_hba.conf, network).',
} as const;
