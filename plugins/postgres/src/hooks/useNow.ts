import { useEffect, useState } from 'react';
import { useDocumentVisible } from './useDocumentVisible';

/** Returns the current time in milliseconds, updated at this interval while the tab is visible. */
export function useNow(everySeconds: number): number {
  const visible = useDocumentVisible();
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (!visible) return undefined;
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), everySeconds * 1000);
    return () => clearInterval(timer);
  }, [everySeconds, visible]);
  return now;
}
