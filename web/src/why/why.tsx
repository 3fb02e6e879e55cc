import './why.css';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { PageHead } from '../parts/page-head.tsx';
import { kindOfQuestion } from './question.ts';
import { ReceiptView } from './receipt-view.tsx';
import { UserLists } from './user-lists.tsx';

const route = getRouteApi('/why');

/** Why a list was as it was: from a receipt or a viewer down to the lines of the log. */
export function Why() {
  const { of = '' } = route.useSearch();
  const kind = kindOfQuestion(of);
  return (
    <>
      <PageHead title="Why was this shown?">
        Every list leaves a receipt. Paste its id, or a viewer&apos;s id, to see the list, the
        reasons, and the chain of what made it, down to the lines of the log.
      </PageHead>
      <Question key={of} of={of} />
      {kind === 'receipt' && <ReceiptView receiptId={of.trim()} />}
      {kind === 'user' && <UserLists userId={of.trim()} />}
    </>
  );
}

function Question({ of }: { readonly of: string }) {
  const [text, setText] = useState(of);
  const navigate = route.useNavigate();
  const isWrong = text.trim() !== '' && kindOfQuestion(text) === null;
  return (
    <form
      className="question"
      onSubmit={(event) => {
        event.preventDefault();
        if (kindOfQuestion(text) !== null)
          void navigate({ to: '/why', search: { of: text.trim() } });
      }}
    >
      <label className="field">
        <span className="label">Receipt id or viewer id</span>
        <input
          value={text}
          autoComplete="off"
          spellCheck={false}
          maxLength={64}
          placeholder="such as 01a2146b-7182-72eb-8476-c51baf13fcab, or 39"
          aria-describedby="question-note"
          aria-invalid={isWrong}
          onChange={(event) => setText(event.target.value)}
        />
      </label>
      <button type="submit" className="button main">
        Show
      </button>
      <p id="question-note" className="soft small">
        {isWrong
          ? 'That is neither: a receipt id is a UUID in lower case, a viewer id is digits.'
          : 'The header x-showrunner-receipt of an answer, or its receiptId, is a receipt id.'}
      </p>
    </form>
  );
}
