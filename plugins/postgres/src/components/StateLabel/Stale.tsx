import { createContext, ReactNode, useContext } from 'react';

const StaleContext = createContext(false);

/** Returns whether the surrounding content is stale: nothing of it is shown as good. */
export const useStale = () => useContext(StaleContext);

/** Marks its children as stale. A nested component cannot make them current again. */
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
