/** What this page needs beyond the style that all pages share. */
export const QUALITY_STYLE = `
.verdict { border-left: 6px solid var(--good); margin: 16px 0; font-size: 1.05rem; }
.verdict.warn { border-color: var(--extra); } .verdict.block { border-color: var(--bad); }
.verdict b { display: block; font-size: 1.25rem; line-height: 1.3; margin-bottom: 2px; }
.findings .warn { border-color: var(--extra); } .findings .block { border-color: var(--bad); }
.findings .do { margin: 2px 0 0; }
.mark { display: inline-block; min-width: 3.6em; padding: 0 .5em; border-radius: 4px; border: 1px solid var(--line);
  font-size: .75rem; font-weight: 600; text-align: center; color: var(--soft); white-space: nowrap; }
.mark.pass { color: var(--good); border-color: var(--good); } .mark.note { color: var(--ink); border-color: var(--rest); }
.mark.warn { color: var(--ink); border-color: var(--extra); background: color-mix(in srgb, var(--extra) 22%, transparent); }
.mark.block { color: #fff; border-color: var(--bad); background: var(--bad); }
@media (prefers-color-scheme: dark) { .mark.block { color: #161513; } }
.share { display: flex; height: 14px; border-radius: 4px; overflow: hidden; margin: 10px 0 12px; background: var(--line); }
.share i { display: block; height: 100%; min-width: 2px; }
.share .good, .dot.good { background: var(--good); } .share .extra, .dot.extra { background: var(--extra); }
.share .bad, .dot.bad { background: var(--bad); } .share .rest, .dot.rest { background: var(--rest); }
.dot { display: inline-block; width: 10px; height: 10px; border-radius: 2px; margin-right: 8px; }
dl.reasons { margin: 8px 0 0; } dl.reasons dt { font-weight: 600; margin-top: 14px; } dl.reasons dd { margin: 2px 0 0; }
dl.reasons code { display: block; padding: 3px 8px; margin-top: 4px; background: var(--paper); border-radius: 4px; }
table.checks th, table.checks td { text-align: left; padding-left: 0; padding-right: 14px; overflow-wrap: anywhere; }
table.checks th:first-child { width: 11.5em; } table.checks th:nth-child(2) { width: 5.4em; }
table.checks { table-layout: fixed; } table.checks ul { list-style: none; margin: 0; padding: 0; }
table.checks li { margin: 0 0 2px; padding-left: 1.3em; text-indent: -1.3em; } table.checks li::before { content: '✓'; color: var(--good);
  display: inline-block; width: 1.3em; text-indent: 0; } table.checks li.soft::before { content: '–'; color: var(--soft); }
table.checks li.note::before { content: '•'; color: var(--soft); }
table.checks li.warn::before, table.checks li.block::before { content: '!'; color: var(--bad); font-weight: 700; }
details { margin-top: 8px; } details summary { padding: 6px 0; color: var(--ink); }
@media (max-width: 700px) { table.checks thead { display: none; } table.checks tr { display: block; padding: 8px 0;
    border-bottom: 1px solid var(--line); } table.checks tr:last-child { border-bottom: 0; }
  table.checks td { display: inline-block; border: 0; padding: 1px 0; } table.checks td:nth-child(3) { display: block; } }
@media print { details::details-content { content-visibility: visible; block-size: auto; } details summary { list-style: none; }
  section.long, section.long .scroll { break-inside: auto; } tr { break-inside: avoid; } }
`;
