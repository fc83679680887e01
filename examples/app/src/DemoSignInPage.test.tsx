import { fireEvent, screen, waitFor } from '@testing-library/react';
import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import { discoveryApiRef, IdentityApi } from '@backstage/core-plugin-api';
import { DemoSignInPage } from './DemoSignInPage';
import { rememberedProvider } from './rememberedProvider';

describe('DemoSignInPage', () => {
  const fetched: string[] = [];

  beforeEach(() => {
    fetched.length = 0;
    sessionStorage.clear();
    jest.spyOn(global, 'fetch').mockImplementation(async url => {
      fetched.push(String(url));
      return Response.json({
        providerInfo: {},
        profile: {},
        backstageIdentity: {
          token: 'a.e30.b',
          identity: {
            type: 'user',
            userEntityRef: 'user:default/grace',
            ownershipEntityRefs: ['group:default/team-billing'],
          },
        },
      });
    });
  });

  afterEach(() => jest.restoreAllMocks());

  it('signs in as the selected user until that user signs out', async () => {
    const onSignInSuccess = jest.fn();
    renderInTestApp(<DemoSignInPage onSignInSuccess={onSignInSuccess} />, {
      apis: [[discoveryApiRef, mockApis.discovery()]],
    });

    fireEvent.click(await screen.findByText('Sign in as Grace'));

    await waitFor(() => expect(onSignInSuccess).toHaveBeenCalled());
    const identity: IdentityApi = onSignInSuccess.mock.calls[0][0];
    expect(await identity.getBackstageIdentity()).toMatchObject({
      userEntityRef: 'user:default/grace',
    });
    expect(fetched).toEqual([
      expect.stringMatching(/\/api\/auth\/guest-grace\/refresh$/),
    ]);
    expect(rememberedProvider.get()).toBe('guest-grace');

    await identity.signOut();
    expect(rememberedProvider.get()).toBeUndefined();
  });
});
