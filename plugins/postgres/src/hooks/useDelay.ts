import { useEffect, useState } from 'react';

/** Turns true so many seconds after the component appeared. */
export function useDelay(seconds: number): boolean {
  const [over, setOver] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setOver(true), seconds * 1000);
    return () => clearTimeout(timer);
  }, [seconds]);
  return over;
}
