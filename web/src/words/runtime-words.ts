/** A running time: `1 h 46 min`, `24 min`. */
export const runtimeWords = (minutes: number): string =>
  minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
