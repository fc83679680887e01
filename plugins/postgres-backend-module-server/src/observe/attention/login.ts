import type { Message } from '@pgstage/backstage-plugin-postgres-common';
import { providerMessage } from '@pgstage/backstage-plugin-postgres-node/provider';
import { message } from '../../messages';
import { loginOf } from '../../record';
import type { ObservedDatabase } from '../observation';
import type { AttentionDraft } from './attentionDraft';

/** Id of the attention that the login could not be checked. */
export const LOGIN_UNKNOWN = 'login-unknown';

/** Problems that prevent applications from connecting, or the check of their login. */
export function loginAttention(
  { recorded, facts, login, credentials }: ObservedDatabase,
  address: string,
): AttentionDraft[] {
  if (!facts) return [];
  const { owner, record } = recorded;
  const role = recorded.role ?? owner;
  const user = loginOf(recorded) ?? owner;
  const hasOtherOwner = role !== owner;
  const error = {
    severity: 'error',
    meaning: providerMessage('applicationsCannotConnect'),
  } as const;
  const nextStep = message('changedOutside');
  if (!facts.allowsConnections)
    return [
      {
        ...error,
        id: 'login-rejected',
        what: message('connectionsNotAllowed'),
        nextStep,
      },
    ];
  if (!facts.mayLogin)
    return [
      {
        ...error,
        id: 'login-rejected',
        what: message('roleMayNotLogIn', { role: user }),
        nextStep,
      },
    ];
  if (hasOtherOwner || !facts.mayConnect)
    return [ownerChanged(role, owner, facts)];
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
        id: 'password-rejected',
        what: message('passwordRejected'),
        meaning: message('passwordChangedOutside'),
        nextStep: providerMessage('rotatePassword'),
        evidence: login.message,
      },
    ];
  }
  if (login && login.works === undefined) {
    return [
      {
        id: LOGIN_UNKNOWN,
        severity: 'warning',
        what: providerMessage('loginUnknown'),
        meaning: message('connectionUnknown', { address }),
        nextStep: message('allowLogin', { role: user }),
        evidence: login.message,
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
  const attention = (what: Message): AttentionDraft => ({
    id: 'owner-changed',
    severity: mayConnect ? 'warning' : 'error',
    what,
    meaning: mayConnect
      ? message('ownerDecides', { role, owner })
      : providerMessage('applicationsCannotConnect'),
    nextStep:
      role === owner
        ? message('grantRights', { role })
        : message('changeOwnerBack', { role }),
  });
  if (role === owner)
    return attention(
      message(mayCreate ? 'rightToConnectLost' : 'allRightsLost', { role }),
    );
  if (mayConnect && mayCreate)
    return attention(message('ownerChanged', { owner }));
  if (mayConnect)
    return attention(message('ownerChangedMayNotCreate', { role }));
  return attention(
    message(
      mayCreate ? 'ownerChangedMayNotConnect' : 'ownerChangedMayNothing',
      { role },
    ),
  );
}
