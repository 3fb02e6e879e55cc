/** What a pasted text is: a receipt's id (a UUID), a user's (digits), or neither. */
export function kindOfQuestion(text: string): 'receipt' | 'user' | null {
  const pasted = text.trim();
  if (/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(pasted)) return 'receipt';
  return /^\d{1,64}$/.test(pasted) ? 'user' : null;
}
