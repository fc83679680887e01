import { createContext } from 'react';

/** Whether the page says, above all of its sections, that Backstage does not answer. */
export const BackstageUnreachable = createContext(false);
