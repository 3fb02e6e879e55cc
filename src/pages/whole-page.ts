import { html, type Html } from './html.ts';
import { patterns } from './patterns.ts';
import { STYLE } from './style.ts';

/** The head of a page. */
export interface PageHead {
  readonly title: string;
  /** Style of this page alone, after that of all pages. */
  readonly style?: string;
}

/**
 * A page that needs nothing else: no script, no font, no picture from elsewhere; search engines are
 * told to leave it alone.
 *
 * @param body what stands in its `main`
 */
export const wholePage = ({ title, style = '' }: PageHead, body: Html): string =>
  html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>${title} · Showrunner</title>
        <style>
          ${{ markup: STYLE + style }}
        </style>
      </head>
      <body>
        ${patterns()}
        <main>${body}</main>
      </body>
    </html> `.markup;
