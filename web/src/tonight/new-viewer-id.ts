const LEAST = 900_000_000;
const MANY = 99_999_999;

/** An id that hardly anybody has: nine digits, drawn by the browser. */
export function newViewerId(): string {
  const [drawn = 0] = crypto.getRandomValues(new Uint32Array(1));
  return String(LEAST + (drawn % MANY));
}
