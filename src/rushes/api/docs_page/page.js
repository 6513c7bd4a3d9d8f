// The page of the API: reads /openapi.json and lays its operations out.

import { make, prose } from "./elements.js";
import { answers, examples, fields, resolver } from "./reading.js";
import { memory, tryForm } from "./trying.js";

const METHODS = ["get", "head", "post", "put", "patch", "delete"];

function operations(description) {
  return Object.entries(description.paths).flatMap(([path, item]) =>
    METHODS.filter((method) => item[method]).map((method) => ({ path, method, ...item[method] })));
}

function badge(method) {
  return make("span", { className: `method ${method}` }, method.toUpperCase());
}

function contents(description, all) {
  return description.tags.flatMap((tag) => [
    make("h2", {}, tag.name),
    make("ul", {}, ...all.filter((one) => one.tags.includes(tag.name)).map((one) =>
      make("li", {}, make("a", { href: `#${one.operationId}` }, badge(one.method), make("span", {}, one.summary))))),
  ]);
}

function request(operation, resolve) {
  const content = Object.entries(operation.requestBody?.content || {});
  return content.map(([type, media]) => make("details", { className: "request" },
    make("summary", {}, `Request body, ${type}`),
    prose(resolve(media.schema).description),
    examples(media.examples, resolve, `${operation.operationId}-${type}`),
    fields(media.schema, resolve)));
}

function card(operation, resolve) {
  const open = operation.security.some((one) => !Object.keys(one).length) || !operation.security.length;
  return make("section", { id: operation.operationId, tabIndex: -1, ariaLabel: operation.summary },
    make("h3", {}, badge(operation.method), make("code", {}, operation.path)),
    make("p", { className: "summary" }, operation.summary,
      make("small", {}, open ? "no key needed" : "needs a key")),
    prose(operation.description),
    ...request(operation, resolve),
    make("details", { className: "trying" }, make("summary", {}, "Try it"), tryForm(operation, resolve)),
    make("h4", {}, "Answers"),
    answers(operation.responses, resolve, operation.operationId));
}

function lay(description) {
  const resolve = resolver(description);
  const all = operations(description);
  document.getElementById("version").textContent = description.info.version;
  document.getElementById("about").replaceWith(Object.assign(prose(description.info.description), { id: "about" }));
  document.getElementById("contents").replaceChildren(...contents(description, all));
  const cards = description.tags.flatMap((tag) => [
    make("h2", { id: `tag-${tag.name}` }, tag.name), prose(tag.description),
    ...all.filter((one) => one.tags.includes(tag.name)).map((one) => card(one, resolve))]);
  document.getElementById("operations").replaceChildren(...cards);
  if (location.hash) arrive();
}

/** A link to an operation opens its form too. */
function arrive() {
  const section = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!section) return;
  const form = section.querySelector(".trying");
  if (form) form.open = true;
  section.scrollIntoView();
  section.focus({ preventScroll: true });
}

memory.key = () => document.getElementById("key").value.trim();
window.addEventListener("hashchange", arrive);
try {
  const answer = await fetch("/openapi.json");
  lay(await answer.json());
} catch (error) {
  document.getElementById("state").textContent = `openapi.json cannot be read: ${error.message}`;
}
