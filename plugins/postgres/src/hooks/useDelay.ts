import { useEffect, useState } from 'react';

/** Returns true when this many seconds have passed since the component was mounted. */
export function useDelay(seconds: number): boolean {
  const [over, setOver] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setOver(true), seconds * 1000);
    return () => clearTimeout(timer);
  }, [seconds]);
  return over;
}
