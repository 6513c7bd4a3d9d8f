// The form that sends a request to this server and shows what comes back.

import { code, copier, make, pretty, prose } from "./elements.js";

const MOST_SHOWN = 200000;

/** What the page remembers until it is left: the key, and the last video, which fills the next form. */
export const memory = { key: () => "", task: "" };

export function tryForm(operation, resolve) {
  const inputs = (operation.parameters || []).map(resolve).map((parameter) => input(parameter, operation.operationId));
  const media = operation.requestBody?.content["application/json"];
  const body = media ? bodyInput(media, operation.operationId) : null;
  const out = make("div", { className: "out" });
  const stop = make("button", { type: "button", className: "quiet", hidden: true }, "Stop");
  const form = make("form", { className: "try" },
    ...inputs.map((one) => one.row), body?.row,
    make("div", { className: "buttons" }, make("button", { type: "submit" }, "Send"), stop,
      make("span", { className: "hint" }, "Ctrl + Enter sends, too")), out);
  const send = () => run(request(operation, inputs, body), out, stop);
  form.addEventListener("submit", (event) => { event.preventDefault(); send(); });
  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); send(); }
  });
  return form;
}

function input(parameter, id) {
  const schema = parameter.schema || {};
  const name = `${id}-${parameter.in}-${parameter.name}`;
  const field = schema.enum
    ? make("select", { id: name }, make("option", { value: "" }, "–"), ...schema.enum.map((value) => make("option", { value }, value)))
    : make("input", { id: name, spellcheck: false, autocomplete: "off", required: parameter.required,
        placeholder: parameter.example === undefined ? "" : String(parameter.example) });
  if (parameter.name === "task_id") {
    field.dataset.task = "yes";
    field.value = memory.task;
  } else if (parameter.required && parameter.example) field.value = parameter.example;
  const row = make("div", { className: "row" },
    make("label", { htmlFor: name }, parameter.name, make("small", {}, parameter.in)), field,
    prose(parameter.description));
  return { ...parameter, field, row };
}

function bodyInput(media, id) {
  const entries = Object.entries(media.examples || {});
  const area = make("textarea", { id: `${id}-body`, spellcheck: false, rows: 12, value: entries.length ? pretty(entries[0][1].value) : "{}" });
  const choice = make("select", { ariaLabel: "Example", onchange: (event) => { area.value = pretty(media.examples[event.target.value].value); } },
    ...entries.map(([name]) => make("option", { value: name }, name)));
  const row = make("div", { className: "row body" },
    make("label", { htmlFor: area.id }, "Body", make("small", {}, "application/json")),
    make("div", { className: "tools" }, choice, picture(area, "image"), picture(area, "last_image")), area);
  return { row, area };
}

/** Puts a file of yours into the body as base64. */
function picture(area, name) {
  const file = make("input", { type: "file", accept: "image/png,image/jpeg,image/webp", onchange: async () => {
    const chosen = file.files[0];
    if (!chosen) return;
    const reader = new FileReader();
    reader.onload = () => {
      try {
        area.value = pretty({ ...JSON.parse(area.value), [name]: reader.result });
      } catch {
        area.setCustomValidity("The body is not JSON, so no picture can be put into it.");
        area.reportValidity();
        area.setCustomValidity("");
      }
    };
    reader.readAsDataURL(chosen);
  } });
  return make("label", { className: "file" }, `${name} from a file`, file);
}

function request(operation, inputs, body) {
  let path = operation.path;
  const query = new URLSearchParams();
  const headers = {};
  for (const { name, in: place, field } of inputs) {
    const value = field.value.trim();
    if (place === "path") path = path.replace(`{${name}}`, encodeURIComponent(value));
    else if (value && place === "query") query.append(name, value);
    else if (value) headers[name] = value;
  }
  if (memory.key()) headers.Authorization = `Bearer ${memory.key()}`;
  if (body) headers["Content-Type"] = "application/json";
  const url = query.size ? `${path}?${query}` : path;
  return { method: operation.method.toUpperCase(), url, headers, body: body?.area.value };
}

function curl({ method, url, headers, body }) {
  const quoted = (text) => `'${text.replaceAll("'", `'\\''`)}'`;
  const shown = Object.entries(headers).map(([name, value]) => [name, name === "Authorization" ? "Bearer $RUSHES_KEY" : value]);
  const parts = [method === "HEAD" ? "curl -I" : `curl -X ${method}`, quoted(location.origin + url)];
  for (const [name, value] of shown) parts.push(`-H ${name === "Authorization" ? `"${name}: ${value}"` : quoted(`${name}: ${value}`)}`);
  if (body) parts.push(`-d ${quoted(body.length > 2000 ? `${body.slice(0, 2000)}…` : body)}`);
  return parts.join(" \\\n  ");
}

async function run(asked, out, stop) {
  const control = new AbortController();
  const said = make("pre", { tabIndex: 0 });
  const line = make("p", { className: "status", role: "status" }, "Sending …");
  const line2 = make("details", {}, make("summary", {}, "As curl"), copier(() => curl(asked)), code(curl(asked)));
  out.replaceChildren(line, said, line2);
  stop.hidden = false;
  stop.onclick = () => control.abort();
  const started = performance.now();
  try {
    const answer = await fetch(asked.url, { method: asked.method, headers: asked.headers, body: asked.body || undefined, signal: control.signal });
    line.textContent = `${answer.status} ${answer.statusText} · ${Math.round(performance.now() - started)} ms · ${answer.headers.get("x-request-id") || ""}`;
    line.className = `status s${String(answer.status)[0]}`;
    const type = answer.headers.get("content-type") || "";
    if (type.startsWith("text/event-stream")) await stream(answer, said);
    else if (type.startsWith("application/json")) show(await answer.json(), said);
    else said.textContent = `${type}, ${(await answer.arrayBuffer()).byteLength} bytes`;
  } catch (error) {
    if (error.name !== "AbortError") line.textContent = `No answer: ${error.message}`;
  } finally {
    stop.hidden = true;
  }
}

async function stream(answer, said) {
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    said.append(value);
    said.scrollTop = said.scrollHeight;
  }
}

function show(value, said) {
  const text = pretty(value);
  said.textContent = text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}\n…` : text;
  if (value.object !== "video.generation.job") return;
  memory.task = value.id;
  document.querySelectorAll("[data-task]").forEach((field) => { field.value = value.id; });
  for (const [url, label] of [[value.video_url, "Open the film"], [value.thumbnail_url, "Open its poster"]]) {
    if (url && new URL(url).protocol.startsWith("http")) {
      said.after(make("p", {}, make("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, label)));
    }
  }
}
