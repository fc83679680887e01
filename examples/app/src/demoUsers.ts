/**
 * The users of the demo, by the auth provider of the backend that signs them
 * in. `examples/backend` registers the same ones.
 */
export const demoUsers = [
  { provider: 'guest', name: 'Ada', group: 'team-orders' },
  { provider: 'guest-grace', name: 'Grace', group: 'team-billing' },
  { provider: 'guest-lin', name: 'Lin', group: 'platform' },
];
