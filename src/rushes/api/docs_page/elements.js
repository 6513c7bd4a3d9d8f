// Makes elements. Text is always text: nothing of the document or of an answer is read as HTML.

export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name in element && name !== "list") element[name] = value;
    else element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

/** Plain text, its `words in backticks` as code. */
export function prose(text, tag = "p") {
  const parts = (text || "").split(/`([^`]+)`/);
  return make(tag, {}, ...parts.map((part, at) => (at % 2 ? make("code", {}, part) : part)));
}

export function code(text) {
  return make("pre", { tabIndex: 0 }, make("code", {}, text));
}

export function pretty(value) {
  return typeof value === "string" ? value : JSON.stringify(value, null, 2);
}

/** A button that copies what `text` gives at that moment. */
export function copier(text) {
  const button = make("button", { type: "button", className: "quiet" }, "Copy");
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(text());
      button.textContent = "Copied";
    } catch {
      button.textContent = "Not allowed";
    }
    setTimeout(() => { button.textContent = "Copy"; }, 1500);
  });
  return button;
}
