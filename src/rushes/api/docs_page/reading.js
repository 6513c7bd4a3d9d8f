// Shows schemas, parameters and answers of the OpenAPI document.

import { code, make, pretty, prose } from "./elements.js";

/** Follows one `$ref` of the document. */
export function resolver(description) {
  return (thing) => {
    if (!thing || !thing.$ref) return thing;
    return thing.$ref.slice(2).split("/").reduce((found, step) => found[step], description);
  };
}

function kind(schema, resolve) {
  if (!schema) return "";
  if (schema.$ref) return schema.$ref.split("/").pop();
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.anyOf) return [...new Set(schema.anyOf.map((one) => kind(one, resolve)))].join(" or ");
  if (schema.format === "binary") return "file or text";
  const types = [schema.type].flat().filter(Boolean);
  return types.map((type) => (type === "array" ? `list of ${kind(schema.items, resolve)}` : type)).join(" or ");
}

function limits(schema) {
  const both = (least, most, unit) => {
    if (least === undefined && most === undefined) return null;
    if (least === undefined) return `at most ${most}${unit}`;
    if (most === undefined) return `at least ${least}${unit}`;
    return `${least} to ${most}${unit}`;
  };
  const found = [
    both(schema.minimum, schema.maximum, ""),
    both(schema.minLength, schema.maxLength, " characters"),
    both(schema.minItems, schema.maxItems, " items"),
    schema.maxProperties === undefined ? null : `at most ${schema.maxProperties} pairs`,
    schema.default === undefined ? null : `default ${JSON.stringify(schema.default)}`,
  ];
  return found.filter(Boolean).join(", ");
}

function inner(schema, resolve) {
  const seen = resolve(schema);
  if (!seen) return null;
  if (seen.properties) return seen;
  for (const next of [seen.items, seen.contentSchema, ...(seen.anyOf || [])]) {
    const found = next && inner(next, resolve);
    if (found) return found;
  }
  return null;
}

/** The properties of an object as a list that unfolds. */
export function fields(schema, resolve, depth = 0) {
  const object = inner(schema, resolve);
  if (!object || depth > 5) return null;
  const required = new Set(object.required || []);
  const rows = Object.entries(object.properties).map(([name, raw]) => {
    const own = resolve(raw);
    const below = fields(raw, resolve, depth + 1);
    const values = (own.enum || []).filter((value) => value !== null);
    return make("li", {},
      make("span", { className: "field" }, name),
      make("span", { className: "type" }, kind(raw, resolve)),
      required.has(name) && depth === 0 ? make("span", { className: "needed" }, "required") : null,
      make("span", { className: "limits" }, limits(own)),
      own.description ? prose(own.description) : null,
      values.length ? make("p", { className: "values" }, ...values.map((value) => make("code", {}, value))) : null,
      below ? make("details", {}, make("summary", {}, `Fields of ${name}`), below) : null,
    );
  });
  return make("ul", { className: "fields" }, ...rows);
}

/** Examples under tabs that are radio buttons, so that arrow keys walk them. */
export function examples(named, resolve, group) {
  const entries = Object.entries(named || {});
  if (!entries.length) return null;
  const shown = make("div", {}, code(pretty(resolve(entries[0][1]).value)));
  const choose = (example) => shown.replaceChildren(code(pretty(resolve(example).value)));
  const tabs = entries.map(([name, example], at) => make("label", {},
    make("input", { type: "radio", name: group, checked: at === 0, onchange: () => choose(example) }), name));
  return make("div", { className: "examples" },
    entries.length > 1 ? make("div", { className: "tabs", role: "radiogroup", ariaLabel: "Example" }, ...tabs) : null, shown);
}

export function answers(responses, resolve, id) {
  const items = Object.entries(responses).map(([status, response]) => {
    const content = Object.entries(response.content || {});
    return make("details", { className: `answer s${status[0]}` },
      make("summary", {}, make("b", {}, status), " ", prose(response.description, "span")),
      make("p", { className: "headers" }, "Headers: ",
        ...Object.keys(response.headers || {}).flatMap((name) => [make("code", {}, name), " "])),
      ...content.flatMap(([type, media]) => [
        make("p", { className: "media" }, type),
        examples(media.examples, resolve, `${id}-${status}-${type}`),
        status[0] === "2" ? fields(media.schema, resolve) : null,
      ].filter(Boolean)));
  });
  return make("div", {}, ...items);
}
