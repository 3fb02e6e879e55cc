/**
 * The style of every page: light and dark, phone to wide screen, and paper. Colours are told apart
 * by hatching too (`patterns`), and states by a sign and a word.
 */
export const STYLE = `
:root { color-scheme: light dark; --paper: #fbfaf8; --card: #fff; --ink: #1d1b18; --soft: #5d584f;
  --line: #e2ddd5; --good: #22658a; --bad: #b5382a; --extra: #cf9322; --rest: #b4c1c8; }
@media (prefers-color-scheme: dark) { :root { --paper: #161513; --card: #1f1e1b; --ink: #ece8e1;
  --soft: #ada69b; --line: #3a3732; --good: #64aed3; --bad: #f08572; --extra: #e3b655; --rest: #55626a; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink);
  font: 16px/1.5 system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif; }
main { max-width: 1240px; margin: 0 auto; padding: 24px 16px 48px; }
h1 { font-size: 1.75rem; line-height: 1.2; margin: 0 0 4px; }
h2 { font-size: 1.1rem; margin: 0 0 4px; }
h3 { font-size: .95rem; margin: 16px 0 4px; }
h4 { font-size: .9rem; margin: 16px 0 4px; }
h2.question { font-size: 1.3rem; margin: 32px 0 8px; }
section > h3:first-child { font-size: 1.05rem; margin: 0 0 4px; }
p { margin: 4px 0 8px; } .soft, figcaption { color: var(--soft); font-size: .875rem; }
a { color: inherit; text-underline-offset: 3px; }
.flow { columns: 2 460px; column-gap: 16px; } .flow section { break-inside: avoid; }
.tiles { display: grid; gap: 12px; margin: 16px 0; grid-template-columns: repeat(auto-fit, minmax(150px, 1fr)); }
section { margin-bottom: 16px; }
section, .tile, .line { background: var(--card); border: 1px solid var(--line); border-radius: 10px; padding: 14px 16px;
  min-width: 0; }
.tile b { display: block; font-size: 1.5rem; line-height: 1.25; font-weight: 650; }
.tile span { color: var(--soft); font-size: .875rem; }
.lines { display: grid; gap: 12px; margin: 16px 0; }
.line b { display: block; color: var(--soft); font-size: .8rem; font-weight: 600; }
.verdicts { display: grid; gap: 12px; margin: 16px 0; grid-template-columns: repeat(auto-fit, minmax(min(100%, 280px), 1fr)); }
.verdicts section { margin: 0; }
.verdict { border-top: 5px solid var(--rest); } .verdict.fine { border-top-color: var(--good); }
.verdict.look { border-top: 5px dashed var(--extra); } .verdict.act { border-top: 5px double var(--bad); }
.verdict h2 { display: flex; justify-content: space-between; gap: 8px; align-items: baseline; }
.state { font-size: .875rem; font-weight: 600; white-space: nowrap; }
.todo { border-width: 2px; border-color: var(--ink); } .todo ol { margin: 8px 0 0; padding-left: 24px; }
.todo li { margin: 10px 0; } .todo li::marker { font-weight: 650; }
table { border-collapse: collapse; width: 100%; font-size: .9rem; font-variant-numeric: tabular-nums; }
th, td { text-align: right; padding: 5px 0 5px 12px; border-bottom: 1px solid var(--line); vertical-align: top; }
th { color: var(--soft); font-weight: 500; } tr:last-child td { border-bottom: 0; }
th:first-child, td:first-child { text-align: left; padding-left: 0; overflow-wrap: break-word; }
.scroll { overflow-x: auto; }
ul { margin: 8px 0; padding-left: 20px; } li { margin: 4px 0; overflow-wrap: anywhere; }
.findings { list-style: none; padding: 0; }
.findings li { border-left: 4px solid var(--rest); padding: 2px 0 2px 12px; margin: 10px 0; }
.findings .warn, .findings .block { border-color: var(--bad); }
code { font: .85em ui-monospace, SFMono-Regular, Menlo, monospace; overflow-wrap: anywhere; }
figure { margin: 8px 0 12px; } svg { display: block; width: 100%; height: auto; overflow: visible; }
svg.patterns { position: absolute; width: 0; height: 0; }
svg text { fill: var(--soft); font: 12px system-ui, sans-serif; } svg .rule { stroke: var(--line); }
.hatch { stroke: var(--card); stroke-width: 1.4; fill: none; }
.bad-ground { fill: var(--bad); } .extra-ground { fill: var(--extra); }
.whisker { stroke: var(--good); stroke-width: 3; stroke-linecap: round; }
.reference { stroke: var(--ink); stroke-dasharray: 4 3; }
.line-now { stroke: var(--good); stroke-width: 2.5; fill: none; }
.line-before { stroke: var(--soft); stroke-width: 1.5; stroke-dasharray: 5 4; fill: none; }
.before-mark { fill: var(--card); stroke: var(--soft); stroke-width: 1.5; }
@media (max-width: 560px), print { svg text { font-size: 17.5px; } }
@media (max-width: 560px) { th, td { padding-left: 8px; } main { padding: 16px 12px 40px; }
  section, .tile, .line { padding: 12px; } .tiles { grid-template-columns: 1fr 1fr; } }
.good { fill: var(--good); } .bad { fill: url(#hatch-bad) var(--bad); }
.extra { fill: url(#hatch-extra) var(--extra); } .rest { fill: var(--rest); }
.key { display: inline-block; width: 12px; height: 12px; border-radius: 2px; margin-right: 6px; vertical-align: -1px; }
.means { display: inline-block; margin-right: 14px; }
.key.good { background: var(--good); } .key.rest { background: var(--rest); }
.key.bad { background: repeating-linear-gradient(45deg, var(--bad) 0 3px, var(--card) 3px 4.2px); }
.key.extra { background: repeating-linear-gradient(-45deg, var(--extra) 0 3px, var(--card) 3px 4.2px); }
.key.now { background: var(--good); border-radius: 50%; }
.key.before { background: var(--card); border: 1.5px solid var(--soft); border-radius: 0; }
details summary { cursor: pointer; color: var(--soft); font-size: .875rem; }
@media print { :root { --paper: #fff; --card: #fff; --ink: #000; --soft: #444; --line: #ccc;
    --good: #22658a; --bad: #b5382a; --extra: #cf9322; --rest: #b4c1c8; }
  body { font-size: 10pt; } main { max-width: none; padding: 0; } section { margin-bottom: 12px; }
  section, .tile, .line, .verdict { break-inside: avoid; } h2, h3 { break-after: avoid; }
  .flow { columns: 2; } .tiles { grid-template-columns: repeat(3, 1fr); } .verdicts { grid-template-columns: 1fr; }
  figure details { display: none; } a { text-decoration: none; } * { print-color-adjust: exact; } }
@page { margin: 15mm; }
`;
