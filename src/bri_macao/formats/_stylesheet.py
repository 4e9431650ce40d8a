"""How HTML documents look: calm on a screen, in the dark and on paper, and legible to everybody.

Text has a contrast of 7 to 1 at least, faint text and links of 5 to 1 (WCAG 2.2 asks for 4.5 to 1). Chinese has the
fonts of its own script, by language: the same code point is drawn otherwise on the Mainland and in Macao.
"""

__all__ = ["STYLESHEET"]

STYLESHEET = """\
:root {
  color-scheme: light dark;
  --ink: #1c2127; --faint: #59636e; --paper: #ffffff; --wash: #f4f6f8; --rule: #d5dae0; --accent: #0b5c58;
  --latin: Georgia, "Times New Roman", "Noto Serif", serif;
}
@media (prefers-color-scheme: dark) {
  :root { --ink: #e3e6ea; --faint: #a3adb8; --paper: #14181d; --wash: #1c2229; --rule: #37404a; --accent: #6cc7c0; }
}
* { box-sizing: border-box; }
html { scroll-behavior: smooth; }
@media (prefers-reduced-motion: reduce) { html { scroll-behavior: auto; } }
body {
  margin: 0 auto; padding: 3rem 1.5rem 5rem; max-width: 58rem;
  background: var(--paper); color: var(--ink);
  font: 1.0625rem/1.65 var(--latin); text-rendering: optimizeLegibility; overflow-wrap: break-word;
}
:lang(zh-Hans), :lang(zh-CN), :lang(zh) {
  font-family: Georgia, "Songti SC", STSong, SimSun, "Noto Serif CJK SC", "Noto Serif SC", serif;
}
:lang(zh-Hant), :lang(zh-MO), :lang(zh-HK), :lang(zh-TW) {
  font-family: Georgia, "Songti TC", LiSong, PMingLiU, MingLiU, "Noto Serif CJK TC", "Noto Serif TC", serif;
}
:lang(pt), :lang(en) { font-family: var(--latin); }
a { color: var(--accent); text-decoration-thickness: 1px; text-underline-offset: .18em; }
a:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
.skip { position: absolute; left: -999rem; }
.skip:focus { left: 1rem; top: 1rem; padding: .4rem .8rem; background: var(--paper); }
h1, h2, h3, h4, h5, h6 { line-height: 1.35; text-wrap: balance; scroll-margin-top: 1rem; }
h1 { margin: 0 0 2rem; font-size: 1.9rem; }
h2 { margin: 3.2rem 0 1.2rem; padding-bottom: .4rem; border-bottom: 2px solid var(--accent); font-size: 1.4rem; }
h3, h4, h5, h6 { margin: 1.8rem 0 .6rem; font-size: 1.1rem; }
p { margin: .8rem 0; }
small { color: var(--faint); font-size: .9em; }
nav { margin: 2rem 0; padding: 1rem 1.4rem; background: var(--wash); border-radius: .4rem; }
nav h2 { margin: 0 0 .4rem; padding: 0; border: 0; color: var(--faint); font-size: .95rem; }
nav ul { margin: 0; padding: 0; list-style: none; columns: 20rem; column-gap: 2rem; }
nav li { padding: .12rem 0; break-inside: avoid; }
nav a { color: inherit; text-decoration: none; }
nav a:hover { color: var(--accent); text-decoration: underline; }
.item { margin: 1.8rem 0; padding-left: 3.2rem; }
.item > .title { margin: 0 0 .6rem -3.2rem; display: flex; }
.item > .title > .marker { flex: 0 0 3.2rem; color: var(--accent); font-variant-numeric: tabular-nums; }
.points { margin: .6rem 0; padding: 0; list-style: none; }
.points > li { display: flex; margin: .3rem 0; }
.points > li > .marker { flex: 0 0 3.2rem; color: var(--faint); font-variant-numeric: tabular-nums; }
dl { margin: .8rem 0; font-size: .95em; }
dl > div { display: flex; gap: 1rem; padding: .25rem 0; border-top: 1px solid var(--rule); }
dl > div:last-child { border-bottom: 1px solid var(--rule); }
dt { flex: 0 0 7.5rem; color: var(--faint); }
dd { flex: 1; margin: 0; min-width: 0; overflow-wrap: anywhere; }
blockquote { margin: 1rem 0; padding: .1rem 1.2rem; border-left: 3px solid var(--accent); background: var(--wash); }
.table { overflow-x: auto; }
.table:focus-visible { outline: 2px solid var(--accent); }
table { width: 100%; border-collapse: collapse; font-size: .88rem; line-height: 1.5; }
th, td { padding: .45rem .7rem .45rem 0; border-bottom: 1px solid var(--rule); text-align: start; vertical-align: top; }
thead th { border-bottom: 2px solid var(--accent); color: var(--faint); white-space: nowrap; }
tbody th { min-width: 12rem; font-weight: inherit; }
:target { background: var(--wash); box-shadow: -.4rem 0 0 var(--accent); }
@media (max-width: 40rem) {
  body { padding: 1.5rem 1rem 3rem; }
  .item, .points { padding-left: 0; }
  .item > .title { margin-left: 0; }
  dl > div { display: block; }
}
@media print {
  @page { size: A4; margin: 22mm 20mm; }
  :root { --ink: #000000; --faint: #444444; --paper: #ffffff; --wash: #ffffff; --rule: #999999; --accent: #000000; }
  body { max-width: none; padding: 0; font-size: 10.5pt; }
  nav, .skip { display: none; }
  a { color: inherit; text-decoration: none; }
  h2, h3, h4, h5, h6 { break-after: avoid; }
  li, tr, dl > div { break-inside: avoid; }
  thead { display: table-header-group; }
  table { font-size: 8.5pt; }
  .table { overflow: visible; }
  tbody th { min-width: 0; }
}
"""
