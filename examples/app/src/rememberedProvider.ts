import { IdentityApi } from '@backstage/core-plugin-api';
import { demoUsers } from './demoUsers';

const key = 'pgstage-demo-sign-in';

/** The auth provider chosen in this browser tab. */
export const rememberedProvider = {
  get(): string | undefined {
    const stored = sessionStorage.getItem(key);
    return demoUsers.find(user => user.provider === stored)?.provider;
  },
  set(provider: string) {
    sessionStorage.setItem(key, provider);
  },
  forget() {
    sessionStorage.removeItem(key);
  },
};

/** Returns the same identity with a callback before it signs out. */
export function withSignOut(
  identity: IdentityApi,
  beforeSignOut: () => void,
): IdentityApi {
  return {
    getProfileInfo: () => identity.getProfileInfo(),
    getBackstageIdentity: () => identity.getBackstageIdentity(),
    getCredentials: () => identity.getCredentials(),
    signOut: () => {
      beforeSignOut();
      return identity.signOut();
    },
  };
}
