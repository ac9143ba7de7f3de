/** Style of the documentation page; it keeps to system fonts and follows the reader's light or dark setting. */
export const DOCS_STYLE = `:root { color-scheme: light dark; --line: #8886; --accent: light-dark(#0b57d0, #8ab4f8); }
body { font: 16px/1.6 system-ui, "PingFang SC", "Microsoft YaHei", sans-serif; margin: 0 auto; max-width: 60rem; padding: 1rem; }
a { color: var(--accent); }
h2 { margin-top: 2rem; border-bottom: 1px solid var(--line); }
details { border: 1px solid var(--line); border-radius: 6px; margin: .5rem 0; padding: 0 .75rem; }
summary { cursor: pointer; padding: .5rem 0; }
summary:focus-visible, button:focus-visible, input:focus-visible, textarea:focus-visible { outline: 3px solid var(--accent); }
code, pre, textarea { font-family: ui-monospace, Consolas, monospace; font-size: .9rem; }
pre { overflow: auto; max-height: 28rem; border: 1px solid var(--line); padding: .5rem; }
label { display: block; margin: .5rem 0; }
input, textarea { box-sizing: border-box; width: 100%; padding: .4rem; }
textarea { min-height: 8rem; }
button { font: inherit; padding: .4rem 1.2rem; margin: .5rem 0; }
.method { display: inline-block; min-width: 4.5rem; font-weight: 700; color: var(--accent); }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
th, td { border: 1px solid var(--line); padding: .3rem .5rem; text-align: left; vertical-align: top; }
tr:target { background: #fc03; }
`;
