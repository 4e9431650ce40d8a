"use strict";
// The address says all that is shown: plan, language, view, words, filters and item. What fits which filter, and why,
// stands in the data: this script looks it up, and makes nothing of a plan's text but text.

const DATA = JSON.parse(document.getElementById("data").textContent);
const FACETS = ["section", "partner", "mechanism", "kind", "aspect", "area"];
const KEYS = ["lang", "plan", "view", "q", ...FACETS, "item"];
const LANGUAGES = new Map([["zh-Hant", "繁體中文"], ["pt", "Português"], ["zh-Hans", "简体中文"], ["en", "English"]]);
const LATEST = DATA.plans.at(-1).id;

for (const plan of DATA.plans) {
  plan.entities = new Map([...Object.entries(plan.mechanisms), ...Object.entries(plan.partners)]);
  plan.facets = new Map(plan.facets.map(({ key, choices }) => [
    key, new Map(choices.map((choice) => [choice.value, { ...choice, fits: new Map(choice.fits) }])),
  ]));
}

let state, plan, before; // what the address says, the plan that it names, and the plan before that one

// The address.

function read() {
  const given = new URLSearchParams(location.hash.slice(1));
  const said = (key) => given.get(key) ?? "";
  const at = DATA.plans.findIndex(({ id }) => id === said("plan"));
  plan = DATA.plans.at(at);
  before = DATA.plans[DATA.plans.indexOf(plan) - 1];
  const bare = location.hash.includes("=") ? "" : [...given.keys()][0] ?? ""; // #2023/7 alone names an item
  state = { plan: plan.id, q: said("q"), item: said("item") || bare };
  state.lang = LANGUAGES.has(said("lang")) ? said("lang") : DATA.language;
  state.view = views().includes(said("view")) ? said("view") : "items";
  for (const key of FACETS) state[key] = plan.facets.get(key).has(said(key)) ? said(key) : "";
}

const views = () => ["items", "network", ...(before ? ["changes"] : [])];

function address(change) {
  const wanted = { ...state, ...change };
  const usual = { lang: DATA.language, plan: LATEST, view: "items" };
  const told = KEYS.filter((key) => wanted[key] && wanted[key] !== usual[key]);
  return `#${told.map((key) => `${key}=${encodeURIComponent(wanted[key]).replaceAll("%2F", "/")}`).join("&")}`;
}

const without = Object.fromEntries(["q", "item", ...FACETS].map((key) => [key, ""]));
const filtering = () => FACETS.some((key) => state[key]) || needles(state.q).length > 0;

// Words, folded as `query` folds them.

const [OLD, NEW] = DATA.folding.map((characters) => Array.from(characters));
const FOLDING = new Map(OLD.map((character, at) => [character, NEW[at]]));
const SPACES = /[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/; // those of Python

const folded = (text) => Array.from(text, (character) => FOLDING.get(character) ?? character);
const fold = (text) => folded(text).join("");
const needles = (text) => text.split(SPACES).filter(Boolean).map((word) => fold(word.normalize("NFC")));

function places(item, needle) {
  item.folded ??= item.words.map(([, , text]) => fold(text));
  return item.words.filter((_, at) => item.folded[at].includes(needle));
}

// What fits: the places of the items, in order.

function fitting(except) {
  const sought = needles(state.q);
  const fits = FACETS.filter((key) => state[key] && key !== except).map((key) => plan.facets.get(key).get(state[key]).fits);
  return [...plan.items.keys()].filter((at) =>
    fits.every((found) => found.has(at)) && sought.every((needle) => places(plan.items[at], needle).length));
}

// Elements. Text goes in as text, and each in its language.

function make(tag, attributes = {}, ...children) {
  const svg = ["svg", "path"].includes(tag);
  const made = svg ? document.createElementNS("http://www.w3.org/2000/svg", tag) : document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) if (value != null) made.setAttribute(name, value);
  made.append(...children.flat(Infinity).filter((child) => child != null && child !== ""));
  return made;
}

const UNSEEN = /[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069]/gu; // what would turn or hide the text around it
const visible = (text) => text.replace(UNSEEN, "\ufffd");

function marked(text, sought) {
  const characters = Array.from(text), key = folded(text), hits = characters.map(() => false);
  for (const needle of sought.map((word) => Array.from(word)))
    for (let at = 0; at + needle.length <= key.length; at++)
      if (needle.every((character, i) => key[at + i] === character)) hits.fill(true, at, at + needle.length);
  const pieces = [];
  characters.forEach((character, at) => {
    if (at && hits[at] === hits[at - 1]) pieces.at(-1)[1] += character;
    else pieces.push([hits[at], character]);
  });
  return pieces.map(([hit, piece]) => (hit ? make("mark", {}, visible(piece)) : visible(piece)));
}

const run = ([lang, text], sought = []) => make("span", { lang: lang || null, class: "run" }, marked(text, sought));
const spoken = (texts) => texts[Math.min(DATA.languages.indexOf(state.lang), texts.length - 1)] ?? ["", ""];
const word = (key) => DATA.words[state.lang][key] ?? key;
const say = (key, ...values) => word(key).split(/\{(\d)\}/).map((piece, at) => (at % 2 ? values[piece] : piece));
const tell = (key, ...values) => say(key, ...values).join("");
const entity = (id) => spoken(plan.entities.get(id)?.name ?? before?.entities.get(id)?.name ?? [["", id]]);
const listed = (nodes) => nodes.flatMap((node, at) => (at ? [state.lang.startsWith("zh") ? "、" : ", ", node] : [node]));

function facetOf(id) {
  return plan.facets.get("partner").has(id) ? "partner" : plan.facets.get("mechanism").has(id) ? "mechanism" : "";
}

function filterLink(id, key) {
  const facet = facetOf(id);
  if (!facet) return run(entity(id));
  const chosen = state[facet] === id;
  const href = address({ [facet]: chosen ? "" : id, item: "" });
  return make("a", { href, "data-key": key, "aria-current": chosen ? "true" : null }, run(entity(id)));
}

// The evidence that an item fits.

const NAMING = ["partner", "mechanism", "kind"];
const proofs = (facet, at) => (state[facet] ? plan.facets.get(facet).get(state[facet]).fits.get(at) : []);

function evidence(at, item, shown) {
  const lines = new Map(); // by what they say: each thing once, however often an item names it
  const mark = state.lang.startsWith("zh") ? "；" : "; ";
  for (const facet of NAMING) for (const found of proofs(facet, at)) {
    const mention = item.mentions[found];
    const line = [...say("names", make("q", {}, run(mention.surface)), run(entity(mention.entity)))];
    if (mention.inferred) line.push(make("small", {}, ` (${word("inferred")})`));
    const way = plan.facets.get(facet).get(state[facet]).ways.find((ids) => ids.at(-1) === mention.entity) ?? [];
    for (let step = 1; step < way.length; step++)
      line.push(mark, ...say(facet === "partner" ? "member" : "part", run(entity(way[step - 1])), run(entity(way[step]))));
    if (facet === "kind") line.push(mark, tell("is", word(`mechanism.${state.kind}`)));
    lines.set(JSON.stringify([way, mention.entity, mention.surface, mention.inferred]), line);
  }
  for (const found of proofs("aspect", at)) {
    const { aspect, statement } = item.actions[found];
    lines.set(`aspect ${found}`, [make("b", {}, word(`aspect.${aspect}`)), ": ", run(spoken(statement), needles(state.q))]);
  }
  const found = needles(state.q).flatMap((needle) => places(item, needle));
  const elsewhere = [...new Set(found)].filter(([, , text]) => !shown.has(text));
  elsewhere.forEach(([field, lang, text], number) => lines.set(`word ${number}`,
    [make("b", {}, word(`field.${field}`)), ": ", run([lang, text], needles(state.q))]));
  const items = [...lines.values()].map((line) => make("li", {}, line));
  if (!items.length) return null;
  const more = items.splice(4);
  return make("div", { class: "evidence" },
    make("p", {}, word("why")), make("ul", {}, items),
    more.length ? make("details", {}, make("summary", {}, tell("more", more.length)), make("ul", {}, more)) : null);
}

// The items.

function article(at) {
  const item = plan.items[at], sought = needles(state.q), title = spoken(item.title);
  const shown = new Set([
    title, ...item.actions.map(({ statement }) => spoken(statement)), ...item.targets.map(({ name }) => spoken(name)),
    ...(item.text ? [item.text] : []),
  ].map(([, text]) => text));
  const chips = (ids) => listed(ids.map((id) => filterLink(id, `${item.id} ${id}`)));
  const goal = ({ name, measure }) => [run(spoken(name), sought), make("small", {}, run(spoken(measure)))];
  const facts = [
    ["targets", listed(item.targets.map(goal))],
    ["partners", chips(item.partners)],
    ["mechanisms", chips(item.mechanisms)],
    ["areas", listed(item.areas.map((area) => word(`area.${area}`)))],
  ].filter(([, values]) => values.length);
  const surfaces = NAMING.flatMap((facet) => proofs(facet, at)).map((found) => fold(item.mentions[found].surface[1]));
  return make("article", { id: `item=${item.id}`, tabindex: "-1", "aria-current": state.item === item.id ? "true" : null },
    make("h3", {}, figure(["", item.number]),
      make("a", { href: address({ view: "", item: item.id }), "data-key": item.id }, run(title, sought))),
    evidence(at, item, shown),
    item.actions.length
      ? make("ul", { class: "actions" }, item.actions.map((action) => make("li", {}, clause(action, sought)))) : null,
    item.text ? make("blockquote", {}, make("p", {}, run(item.text, [...sought, ...surfaces]))) : null,
    facts.length ? described(facts) : null);
}

const described = (facts) =>
  make("dl", {}, facts.map(([key, values]) => make("div", {}, make("dt", {}, word(key)), make("dd", {}, values))));

function clause({ aspect, statement }, sought = []) {
  const note = aspect === "other" ? null : make("small", {}, ` ${word(`aspect.${aspect}`)}`);
  return [run(spoken(statement), sought), note];
}

// The space inside keeps the number apart for those who listen, and takes no room for those who look.
const figure = ([lang, text]) => (text ? make("span", { class: "number", lang: lang || null }, visible(text), " ") : null);

function items(fits) {
  if (!fits.length) return [make("p", { class: "none" }, word("none"))];
  const groups = new Map();
  for (const at of fits) groups.set(plan.items[at].section, [...(groups.get(plan.items[at].section) ?? []), at]);
  return [...groups].map(([number, members]) => {
    const section = plan.sections[number];
    return make("section", {}, make("h2", {}, figure(spoken(section.numeral)), run(spoken(section.name))), members.map(article));
  });
}

// The network: two columns of links, the lines between them, and the same as a table.

function network(fits) {
  const within = new Set(fits);
  const links = plan.network.links.map(([one, other, found]) => [one, other, found.filter((at) => within.has(at))])
    .filter(([, , found]) => found.length);
  if (!links.length) return [make("p", { class: "none" }, word("network-none"))];
  const sides = ["partners", "mechanisms"].map((side, at) =>
    plan.network[side].filter((id) => links.some((link) => link[at] === id)));
  const longest = Math.max(sides[0].length, sides[1].length);
  const height = (side, id) => ((sides[side].indexOf(id) + 0.5) * longest) / sides[side].length;
  const paths = links.map(([one, other]) => {
    const [from, to] = [height(0, one), height(1, other)];
    return make("path", { d: `M0 ${from}C50 ${from} 50 ${to} 100 ${to}`, "data-ends": JSON.stringify([one, other]) });
  });
  const columns = sides.map((side, at) => make("div", { class: "side" },
    make("h2", {}, word(["partners", "mechanisms"][at])),
    make("ul", {}, side.map((id) => make("li", { "data-id": id }, filterLink(id, `node ${id}`))))));
  const picture = make("svg", { viewBox: `0 0 100 ${longest}`, preserveAspectRatio: "none", "aria-hidden": "true" }, paths);
  const drawn = make("div", { class: "network" }, columns[0], make("div", { class: "lines" }, picture), columns[1]);
  drawn.style.setProperty("--rows", longest);
  const light = (id) => {
    for (const path of paths) path.classList.toggle("lit", JSON.parse(path.dataset.ends).includes(id));
    drawn.classList.toggle("lighting", id !== undefined);
  };
  for (const event of ["mouseover", "focusin"])
    drawn.addEventListener(event, ({ target }) => light(target.closest("li")?.dataset.id));
  for (const event of ["mouseleave", "focusout"]) drawn.addEventListener(event, () => light());
  return [make("p", {}, word("network-about")), drawn, table(links, sides[0])];
}

function table(links, partners) {
  const cell = ([, other, found]) => [run(entity(other)), " (",
    listed(found.map((at) => make("a", { href: address({ view: "", item: plan.items[at].id }) }, visible(plan.items[at].number)))), ")"];
  const rows = partners.map((id) => make("tr", {}, make("th", { scope: "row" }, run(entity(id))),
    make("td", {}, listed(links.filter(([one]) => one === id).map(cell)))));
  const heads = ["partners", "mechanisms"].map((key) => make("th", { scope: "col" }, word(key)));
  return make("details", {}, make("summary", {}, word("as-table")), make("div", { class: "table" },
    make("table", {}, make("thead", {}, make("tr", {}, heads)), make("tbody", {}, rows))));
}

// Year to year.

const changed = () => DATA.changes[DATA.plans.indexOf(plan)];

const when = ({ id, period }) => (period.length ? run(spoken(period)) : visible(id));

function changes() {
  const title = ({ number, title, id }, link) => [figure(["", number]),
    link ? make("a", { href: address({ ...without, view: "", item: id }) }, run(spoken(title))) : run(spoken(title))];
  return [make("h2", {}, say("changes-about", when(before), when(plan))), ...changed().map((change) => {
    const heads = change.new.length
      ? change.new.map((at) => title(plan.items[at], true)) : change.old.map((at) => title(before.items[at], false));
    const named = ["gained", "lost"].filter((key) => change[key].length)
      .map((key) => [key, listed(change[key].map((id) => run(entity(id))))]);
    return make("article", { class: change.kind === "kept" ? "kept" : "change" },
      heads.map((head, at) => make("h3", {}, head, at ? null : make("small", {}, kind(change)))),
      change.actions.length ? make("ul", { class: "actions" }, change.actions.map((pair) => make("li", {}, exchange(pair, change)))) : null,
      named.length ? described(named) : null);
  })];
}

function exchange([old, now], change) {
  const [was, is] = [[before, old], [plan, now]].map(([one, place]) => place && one.items[place[0]].actions[place[1]]);
  if (!change.old.length || !change.new.length) return clause(was ?? is);
  const side = (tag, key, ...nodes) => make(tag, {}, make("span", { class: "unseen" }, word(key)), nodes);
  if (was && is && spoken(was.statement)[1] === spoken(is.statement)[1]) {
    const [less, more] = [was, is].map(({ aspect }) => word(`aspect.${aspect}`));
    return [run(spoken(is.statement)), make("small", {}, " ", side("del", "before", less), " ", side("ins", "after", more))];
  }
  return [was ? side("del", "before", clause(was)) : null, was && is ? make("br") : null, is ? side("ins", "after", clause(is)) : null];
}

function kind({ kind, moved, old, new: now }) {
  const said = [...(kind === "kept" ? [] : [word(`change.${kind}`)]), ...(moved && kind !== "moved" ? [word("change.moved")] : [])];
  const numbers = (one, places) => places.map((at) => one.items[at].number).join(", ");
  const others = old.length && now.length && numbers(before, old) !== numbers(plan, now) ? [`${before.id}: ${numbers(before, old)}`] : [];
  return said.length + others.length ? ` ${visible(listed([...said, ...others]).join(""))}` : "";
}

// The furniture.

function option(facet, choice, count) {
  const names = { section: () => {
    const { depth, numeral, name } = plan.sections.find(({ id }) => id === choice.value);
    return `${"\u2003".repeat(depth - 1)}${[numeral, name].map((texts) => spoken(texts)[1]).filter(Boolean).join(" ")}`;
  }, partner: () => entity(choice.value)[1], mechanism: () => entity(choice.value)[1] };
  const name = names[facet]?.() ?? word(`${facet === "kind" ? "mechanism" : facet}.${choice.value}`);
  const made = make("option", { value: choice.value }, `${visible(name)} (${count})`);
  made.name = name;
  return made;
}

function fill(select, facet) {
  const within = new Set(fitting(facet));
  const options = [...plan.facets.get(facet).values()]
    .map((choice) => option(facet, choice, [...choice.fits.keys()].filter((at) => within.has(at)).length));
  const groups = new Map([["", []]]);
  const grouped = ["partner", "mechanism"].includes(facet);
  if (facet !== "section") options.sort((one, other) => one.name.localeCompare(other.name, state.lang));
  for (const made of options) {
    const key = grouped ? word(plan.entities.get(made.value).kind) : "";
    groups.set(key, [...(groups.get(key) ?? []), made]);
  }
  const [any, ...rest] = [make("option", { value: "" }, word("any")), ...groups];
  select.replaceChildren(any, ...rest.flatMap(([label, made]) => (label ? [make("optgroup", { label }, made)] : made)));
  select.value = state[facet];
}

function navigation(id, label, links) {
  const nav = document.getElementById(id);
  nav.setAttribute("aria-label", word(label));
  nav.hidden = links.length < 2;
  nav.replaceChildren(make("ul", {}, links.map(([key, value, text, lang]) => make("li", {}, make("a", {
    href: address({ [key]: value, item: key === "plan" ? "" : state.item }), lang: lang ?? null, "data-key": `${key} ${value}`,
    "aria-current": state[key] === value ? "true" : null,
  }, text)))));
}

const form = document.getElementById("form");
const input = make("input", { type: "search", id: "q", autocomplete: "off", autocapitalize: "off", spellcheck: "false", "aria-describedby": "hint" });
const selects = new Map(FACETS.map((key) => [key, make("select", { id: key })]));

function furnish() {
  const [lang, title] = spoken(plan.title);
  document.documentElement.lang = state.lang;
  document.title = visible(title);
  document.getElementById("title").replaceChildren(run([lang, title]));
  document.getElementById("period").replaceChildren(run(spoken(plan.period)));
  document.getElementById("skip").textContent = word("skip");
  document.getElementById("own-words").textContent = word("own-words");
  navigation("languages", "interface", [...LANGUAGES].map(([tag, name]) => ["lang", tag, name, tag]));
  navigation("plans", "plans", DATA.plans.map(({ id }) => ["plan", id, visible(id)]));
  navigation("views", "views", views().map((view) => ["view", view, word(`view.${view}`)]));
  for (const label of form.querySelectorAll("label")) label.textContent = word(label.dataset.word);
  document.getElementById("hint").textContent = word("search-hint");
  document.getElementById("clear").textContent = word("clear");
  document.getElementById("clear").href = address(without);
  document.getElementById("clear").hidden = !filtering();
  form.hidden = state.view === "changes";
  if (input.value !== state.q) input.value = state.q;
  for (const [key, select] of selects) fill(select, key);
}

function count(fits) {
  const whole = plan.items.length;
  if (state.view !== "changes") return filtering() ? tell("count", fits.length, whole) : tell("count-all", whole);
  const kinds = new Map();
  for (const { kind } of changed()) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  return listed([...kinds].map(([kind, number]) => tell("tally", number, word(`change.${kind}`)))).join("");
}

function render() {
  const held = document.activeElement?.dataset.key;
  furnish();
  const fits = fitting();
  document.getElementById("count").textContent = count(fits);
  document.getElementById("view").replaceChildren(...{ items, network, changes }[state.view](fits));
  if (held) document.querySelector(`[data-key="${CSS.escape(held)}"]`)?.focus({ preventScroll: true });
}

function follow() {
  const last = state?.item;
  read();
  render();
  if (!state.item || state.item === last) return;
  const target = document.getElementById(`item=${state.item}`);
  target?.focus({ preventScroll: true });
  target?.scrollIntoView();
}

// Typing shows at once; the address, of which browsers allow few changes a second, follows when it pauses.
let pause;
input.addEventListener("input", () => {
  state.q = input.value;
  state.item = "";
  render();
  clearTimeout(pause);
  pause = setTimeout(() => history.replaceState(null, "", address({})), 300);
});
for (const [key, select] of selects)
  select.addEventListener("change", () => { location.hash = address({ [key]: select.value, item: "" }); });
form.addEventListener("submit", (event) => { event.preventDefault(); });
document.getElementById("skip").addEventListener("click", (event) => {
  event.preventDefault();
  document.getElementById("main").focus();
});
const field = (key, name, control) => make("div", { class: "field" }, make("label", { for: key, "data-word": name }), control);
form.append(
  make("div", { class: "field search" }, make("label", { for: "q", "data-word": "search" }), input, make("p", { id: "hint" })),
  make("div", { class: "facets" }, FACETS.map((key) => field(key, `facet.${key}`, selects.get(key)))),
  make("p", {}, make("a", { id: "clear", href: "#", "data-key": "clear" })),
);
window.addEventListener("hashchange", () => { clearTimeout(pause); follow(); });
follow();
