/** Links of the backend that this suite does not break yet. */
export const OPEN_LINKS = [
  {
    link: 'API server',
    what: 'the custom resources of CloudNativePG; all six operations use the link. Open: all 42 cells',
  },
];
