/** The login of applications and the rights of its role. */
export const login = {
  connectionsNotAllowed: 'The database does not allow connections.',
  roleMayNotLogIn: 'The role {{role}} is not allowed to log in.',
  changedOutside:
    'Ask the administrator of the server: this was changed outside of Backstage.',

  rightToConnectLost:
    'The role {{role}} is not allowed to connect: its rights were changed outside of Backstage.',
  allRightsLost:
    'The role {{role}} is not allowed to connect or create schemas: its rights were changed outside of Backstage.',
  grantRights:
    'Ask the administrator of the server to grant {{role}} the required rights.',
  ownerChanged:
    'The database belongs to the role {{owner}}: the owner was changed outside of Backstage.',
  ownerChangedMayNotCreate:
    'The role {{role}} is not allowed to create schemas: the owner was changed outside of Backstage.',
  ownerChangedMayNotConnect:
    'The role {{role}} is not allowed to connect: the owner was changed outside of Backstage.',
  ownerChangedMayNothing:
    'The role {{role}} is not allowed to connect or create schemas: the owner was changed outside of Backstage.',
  ownerDecides:
    'The role {{owner}} determines the rights of {{role}} in the database.',
  changeOwnerBack:
    'Ask the administrator of the server to make {{role}} the owner again, or to grant {{role}} the required rights.',

  otherLoginWorks: 'The previous login {{login}} works until {{until}}.',
  otherLoginEnded:
    'The previous login {{login}} has been ended, but it still has open sessions.',
  otherLoginSessions_one: 'It has {{count}} open session.',
  otherLoginSessions_other: 'It has {{count}} open sessions.',
  readLoginAgain:
    'Let applications read the user name and the password again: the current login is {{login}}.',

  loginMissing:
    'The credential store {{store}} has no entry for this database.',
  loginNotFound:
    'Users cannot retrieve its login, and Backstage cannot check it.',
  checkStore:
    'Check that the store is available. If the entry is lost, rotate the password.',
  passwordRejected: 'The server rejects the stored password.',
  passwordChangedOutside:
    'Applications that use it cannot connect: it was changed outside of Backstage.',
  connectionUnknown:
    'It is unknown whether applications can connect to {{address}}.',
  allowLogin:
    'If they can connect, no action is required. To enable the check, allow the host of Backstage to log in there as {{role}} (pg_hba.conf, network).',
} as const;
