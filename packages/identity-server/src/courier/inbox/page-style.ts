export const inboxStyle = `
:root {
  color-scheme: light dark;
  --ground: light-dark(#f6f7f9, #14161a);
  --card: light-dark(#ffffff, #1d2026);
  --line: light-dark(#d9dde3, #343943);
  --control: light-dark(#7a8391, #7d8695);
  --text: light-dark(#1b1f26, #e9ecf1);
  --quiet: light-dark(#545d6a, #a3acba);
  --accent: light-dark(#1f5fbf, #8ab8ff);
  --on-accent: light-dark(#ffffff, #0d1624);
}
* { box-sizing: border-box; }
body {
  margin: 0 auto;
  max-width: 52rem;
  padding: 1.5rem 1rem 4rem;
  background: var(--ground);
  color: var(--text);
  font: 1rem/1.5 system-ui, sans-serif;
  overflow-wrap: anywhere;
}
h1 { margin: 0; font-size: 1.5rem; }
h2 { margin: 0; font-size: 1.125rem; }
p { margin: 0.25rem 0; }
a { color: var(--accent); }
header { display: flex; flex-wrap: wrap; gap: 0.75rem 1rem; align-items: end; margin-bottom: 1.25rem; }
header h1, header > p { flex-basis: 100%; }
header > p { color: var(--quiet); }
.filter { display: flex; flex-wrap: wrap; gap: 0.5rem; align-items: center; flex: 1 1 16rem; }
input { flex: 1 1 10rem; min-width: 0; }
input, button, .at-hand a {
  font: inherit;
  min-height: 2.5rem;
  padding: 0.375rem 0.875rem;
  border: 1px solid var(--control);
  border-radius: 0.5rem;
  background: var(--card);
  color: var(--text);
}
button { cursor: pointer; }
.at-hand a { display: inline-flex; align-items: center; background: var(--accent); border-color: var(--accent); color: var(--on-accent); text-decoration: none; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
article { background: var(--card); border: 1px solid var(--line); border-radius: 0.75rem; padding: 1rem; margin-bottom: 1rem; }
.about, .empty { color: var(--quiet); }
.about strong { color: var(--text); font-weight: 600; }
.kind { font-size: 0.8125rem; border: 1px solid var(--line); border-radius: 1rem; padding: 0.0625rem 0.5rem; white-space: nowrap; }
.at-hand { display: flex; flex-wrap: wrap; gap: 0.5rem; align-items: center; margin: 0.75rem 0; }
.code { font: 600 1.5rem/1 ui-monospace, monospace; letter-spacing: 0.12em; padding: 0.25rem 0.5rem 0.25rem 0; }
details { margin-top: 0.5rem; }
summary { cursor: pointer; padding: 0.25rem 0; }
iframe { width: 100%; height: 30rem; border: 1px solid var(--line); border-radius: 0.5rem; background: #fff; color-scheme: light; resize: vertical; }
pre { margin: 0; padding: 0.75rem; border: 1px solid var(--line); border-radius: 0.5rem; white-space: pre-wrap; }
#news { position: sticky; top: 0.5rem; z-index: 1; background: var(--text); color: var(--ground); border-radius: 0.5rem; padding: 0.5rem 0.875rem; margin-bottom: 0.75rem; }
#news.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); padding: 0; }
.empty { padding: 3rem 0; text-align: center; }
`;
