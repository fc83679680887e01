import { createContext, ReactNode, useContext } from 'react';

const StaleContext = createContext(false);

/** Whether what is shown around here is the past: nothing of it is shown as good. */
export const useStale = () => useContext(StaleContext);

/** Marks what is inside as the past; what is inside of the past is past, too. */
export const Stale = ({
  when,
  children,
}: {
  when: boolean;
  children: ReactNode;
}) => (
  <StaleContext.Provider value={useStale() || when}>
    {children}
  </StaleContext.Provider>
);
