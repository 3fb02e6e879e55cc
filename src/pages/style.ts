/** The page's only style: light and dark, phone to wide screen, and paper. */
export const STYLE = `
:root { color-scheme: light dark; --paper: #fbfaf8; --card: #fff; --ink: #1d1b18; --soft: #625d55;
  --line: #e2ddd5; --good: #2b6c8f; --bad: #bb3e2d; --extra: #d8a23a; --rest: #b9c6cc; }
@media (prefers-color-scheme: dark) { :root { --paper: #161513; --card: #1f1e1b; --ink: #ece8e1;
  --soft: #a59e93; --line: #36332e; --good: #64aed3; --bad: #ee7a67; --extra: #e3b655; --rest: #4d5a61; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink);
  font: 16px/1.5 system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif; }
main { max-width: 1120px; margin: 0 auto; padding: 24px 16px 48px; }
h1 { font-size: 1.75rem; line-height: 1.2; margin: 0 0 4px; }
h2 { font-size: 1.1rem; margin: 0 0 4px; }
h3 { font-size: .95rem; margin: 16px 0 4px; }
p { margin: 4px 0 8px; } .soft, figcaption { color: var(--soft); font-size: .875rem; }
.flow { columns: 2 460px; column-gap: 16px; } .flow section { break-inside: avoid; }
.tiles { display: grid; gap: 12px; margin: 16px 0; grid-template-columns: repeat(auto-fit, minmax(150px, 1fr)); }
section { margin-bottom: 16px; }
section, .tile, .line { background: var(--card); border: 1px solid var(--line); border-radius: 10px; padding: 14px 16px;
  min-width: 0; }
.tile b { display: block; font-size: 1.5rem; line-height: 1.25; font-weight: 650; }
.tile span { color: var(--soft); font-size: .875rem; }
.lines { display: grid; gap: 12px; margin: 16px 0; }
.line b { display: block; color: var(--soft); font-size: .8rem; font-weight: 600; }
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
figure { margin: 8px 0 12px; } svg { display: block; width: 100%; height: auto; }
svg text { fill: var(--soft); font: 12px system-ui, sans-serif; } svg .rule { stroke: var(--line); }
@media (max-width: 560px), print { svg text { font-size: 16px; } }
@media (max-width: 560px) { th, td { padding-left: 8px; } }
.good { fill: var(--good); } .bad { fill: var(--bad); } .extra { fill: var(--extra); } .rest { fill: var(--rest); }
.key { display: inline-block; width: 10px; height: 10px; border-radius: 2px; margin-right: 6px; } .means { display: inline-block; margin-right: 14px; }
.key.good { background: var(--good); } .key.bad { background: var(--bad); }
.key.extra { background: var(--extra); } .key.rest { background: var(--rest); }
details summary { cursor: pointer; color: var(--soft); }
@media print { :root { --paper: #fff; --card: #fff; --ink: #000; --soft: #444; --line: #ccc; }
  body { font-size: 11pt; } main { max-width: none; padding: 0; } section { margin-bottom: 16px; }
section, .tile, .line { break-inside: avoid; }
  .flow { columns: 2; } .tiles { grid-template-columns: repeat(3, 1fr); } * { print-color-adjust: exact; } }
@page { margin: 15mm; }
`;
