import { createContext } from 'react';

/** Whether the page already shows, above its sections, that Backstage does not respond. */
export const BackstageUnreachable = createContext(false);
