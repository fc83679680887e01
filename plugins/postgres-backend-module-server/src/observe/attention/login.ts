import type { Message } from '@pgstage/backstage-plugin-postgres-common';
import { message } from '../../messages';
import type { ObservedDatabase } from '../observation';
import type { AttentionDraft } from './attentionDraft';

/** Whether a cause is no more than that something could not be tried. */
export const LOGIN_UNKNOWN = 'login-unknown';

/** What keeps applications from the database, or Backstage from knowing. */
export function loginAttention(
  { recorded, facts, login, credentials }: ObservedDatabase,
  address: string,
): AttentionDraft[] {
  if (!facts) return [];
  const { owner, record } = recorded;
  const role = recorded.role ?? owner;
  const moved = role !== owner;
  const error = {
    severity: 'error',
    meaning: message('applicationsCannotConnect'),
  } as const;
  const outside = message('changedOutside');
  if (!facts.allowsConnections)
    return [
      {
        ...error,
        id: 'login-refused',
        what: message('connectionsNotAllowed'),
        nextStep: outside,
      },
    ];
  if (!facts.mayLogin)
    return [
      {
        ...error,
        id: 'login-refused',
        what: message('roleMayNotLogIn', { role }),
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
        what: message('loginMissing', { store: record.credentials.store }),
        meaning: message('loginNotFound'),
        nextStep: message('checkStore'),
      },
    ];
  }
  if (login?.works === false) {
    return [
      {
        ...error,
        id: 'password-refused',
        what: message('passwordRefused'),
        meaning: message('passwordChangedOutside'),
        nextStep: message('rotatePassword'),
        evidence: login.said,
      },
    ];
  }
  if (login && login.works === undefined) {
    return [
      {
        id: LOGIN_UNKNOWN,
        severity: 'warning',
        what: message('loginUnknown'),
        meaning: message('connectionUnknown', { address }),
        nextStep: message('allowLogin', { role }),
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
): AttentionDraft {
  const cause = (what: Message): AttentionDraft => ({
    id: 'owner-changed',
    severity: mayConnect ? 'warning' : 'error',
    what,
    meaning: mayConnect
      ? message('ownerDecides', { role, owner })
      : message('applicationsCannotConnect'),
    nextStep:
      role === owner
        ? message('grantRights', { role })
        : message('changeOwnerBack', { role }),
  });
  if (role === owner)
    return cause(
      message(mayCreate ? 'rightToConnectLost' : 'allRightsLost', { role }),
    );
  if (mayConnect && mayCreate) return cause(message('ownerChanged', { owner }));
  if (mayConnect) return cause(message('ownerChangedMayNotCreate', { role }));
  return cause(
    message(
      mayCreate ? 'ownerChangedMayNotConnect' : 'ownerChangedMayNothing',
      { role },
    ),
  );
}
