/** What a reply says of the ids that were asked. */
export type ReadReply =
  /** By id; ids the reply does not speak of are absent. */
  | { readonly kind: 'answers'; readonly byId: ReadonlyMap<string, Body> }
  | { readonly kind: 'not-found' }
  | { readonly kind: 'nonsense'; readonly problem: string };

export type Body = Readonly<Record<string, unknown>>;

const isBody = (value: unknown): value is Body =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The id an answer is about, as text. */
const idOf = (body: Body, kind: 'item' | 'user'): string | null => {
  const id = body[kind === 'item' ? 'id' : 'user_id'];
  return typeof id === 'string' || typeof id === 'number' ? String(id) : null;
};

/**
 * Reads what came for one id or for several: an answer, a list of answers, an object of answers by
 * id or with one list in it, or `{"message": "… not found"}`, whatever the status was. Answers to
 * what was not asked make no sense.
 */
export function readReply(
  body: unknown,
  kind: 'item' | 'user',
  asked: readonly string[],
): ReadReply {
  if (isBody(body) && typeof body['message'] === 'string' && idOf(body, kind) === null) {
    const { message } = body;
    const isMissing = /\bnot found\b/i.test(message) && new RegExp(WORD[kind], 'i').test(message);
    return isMissing
      ? { kind: 'not-found' }
      : { kind: 'nonsense', problem: `the message '${message.slice(0, 100)}'` };
  }
  const wanted = new Set(asked);
  const byId = new Map<string, Body>();
  for (const answer of answersIn(body, kind)) {
    const id = idOf(answer, kind);
    if (id !== null && wanted.has(id)) byId.set(id, answer);
  }
  return byId.size > 0
    ? { kind: 'answers', byId }
    : { kind: 'nonsense', problem: 'an answer to something else' };
}

const WORD = { item: 'movie', user: 'user' };

function answersIn(body: unknown, kind: 'item' | 'user'): Body[] {
  if (Array.isArray(body)) return body.filter(isBody);
  if (!isBody(body)) return [];
  if (idOf(body, kind) !== null) return [body];
  return Object.values(body).flatMap((value) =>
    Array.isArray(value) ? value.filter(isBody) : isBody(value) ? [value] : [],
  );
}
