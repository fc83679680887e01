import type { ObservedDatabase } from '../observation';
import { ADMIN, type Cause } from './cause';

/** Whether a cause is no more than that something could not be tried. */
export const LOGIN_UNKNOWN = 'login-unknown';

/** What keeps applications from the database, or Backstage from knowing. */
export function loginCauses(
  { recorded, facts, login, credentials }: ObservedDatabase,
  address: string,
): Cause[] {
  if (!facts) return [];
  const { owner, record } = recorded;
  const role = recorded.role ?? owner;
  const moved = role !== owner;
  const error = {
    severity: 'error',
    meaning: 'Applications cannot connect.',
  } as const;
  const outside = `${ADMIN}: it was changed outside of Backstage.`;
  if (!facts.allowsConnections)
    return [
      {
        ...error,
        id: 'login-refused',
        what: 'The database allows no connections.',
        nextStep: outside,
      },
    ];
  if (!facts.mayLogin)
    return [
      {
        ...error,
        id: 'login-refused',
        what: `The role ${role} may not log in.`,
        nextStep: outside,
      },
    ];
  if (moved || !facts.mayConnect) return [ownerChanged(role, owner, facts)];
  if (!record?.credentials || !record.finished) return [];
  if (!credentials) {
    return [
      {
        id: 'credentials-missing',
        severity: 'warning',
        what: `The credential store ${record.credentials.store} keeps no login of this database.`,
        meaning:
          'Nobody finds there how to connect, and Backstage cannot try it.',
        nextStep:
          'See that the store is there. If the login is lost, rotate the password.',
      },
    ];
  }
  if (login?.works === false) {
    return [
      {
        ...error,
        id: 'password-refused',
        what: 'The stored password is refused.',
        meaning:
          'Applications that use it cannot connect: it was changed outside of Backstage.',
        nextStep: 'Rotate the password.',
        evidence: login.said,
      },
    ];
  }
  if (login && login.works === undefined) {
    return [
      {
        id: LOGIN_UNKNOWN,
        severity: 'warning',
        what: 'Backstage cannot try the login of applications.',
        meaning: `Whether they can connect to ${address} is not known here.`,
        nextStep: `If they can, nothing. To have it watched, let the host of Backstage log in there as ${role} (pg_hba.conf, network).`,
        evidence: login.said,
      },
    ];
  }
  return [];
}

function ownerChanged(
  role: string,
  owner: string,
  { mayConnect, mayCreate }: { mayConnect: boolean; mayCreate: boolean },
): Cause {
  const lost = [
    ...(mayConnect ? [] : ['connect']),
    ...(mayCreate ? [] : ['create schemas']),
  ].join(' or ');
  return {
    id: 'owner-changed',
    severity: mayConnect ? 'warning' : 'error',
    what: lost
      ? `The role ${role} may not ${lost}: the ${
          role === owner ? 'rights were' : 'owner was'
        } changed outside of Backstage.`
      : `The database belongs to the role ${owner}: the owner was changed outside of Backstage.`,
    meaning: mayConnect
      ? `What ${role} may do in it is up to ${owner}.`
      : 'Applications cannot connect.',
    nextStep: `${ADMIN} to give it back to ${role}, or to grant ${role} what it needs.`,
  };
}
