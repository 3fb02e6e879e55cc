import { useEffect, useState } from 'react';
import { sharedStatusStream } from '../api/use-status.ts';

/** The machine's clock, milliseconds, moving every second. */
export function useNow(): number {
  const [now, setNow] = useState(machineNow);
  useEffect(() => {
    const moving = setInterval(() => setNow(machineNow()), 1_000);
    return () => clearInterval(moving);
  }, []);
  return now;
}

const machineNow = (): number => Date.now() + sharedStatusStream.current().aheadMs;
