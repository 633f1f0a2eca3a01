// A text with entities, as elements. Offsets are UTF-16 units, which is what JavaScript counts in.
// Whatever somebody wrote only ever becomes text nodes.

const STYLES = {
  bold: "b", italic: "i", underline: "u", strikethrough: "s", code: "code", pre: "pre",
};
const BLOCKS = new Set(["blockquote", "expandable_blockquote", "pre"]);

export function element(tag, className, text) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

// `onCommand` is told when somebody presses a /command in the text.
export function formatted(text, entities, onCommand) {
  const sorted = [...(entities ?? [])].sort((a, b) => a.offset - b.offset || b.length - a.length);
  const fragment = document.createDocumentFragment();
  fill(fragment, text, 0, text.length, sorted, onCommand);
  return fragment;
}

function fill(parent, text, start, end, entities, onCommand) {
  let at = start;
  let afterBlock = false;
  const plain = (until) => {
    let part = text.slice(at, until);
    // The line break after a block is what ends the block; it must not open an empty line.
    if (afterBlock && part.startsWith("\n")) part = part.slice(1);
    if (part) parent.append(part);
    at = until;
  };
  for (let index = 0; index < entities.length; index++) {
    const entity = entities[index];
    if (entity.offset < at || entity.offset >= end) continue;
    plain(entity.offset);
    const stop = Math.min(entity.offset + entity.length, end);
    const inner = entities.slice(index + 1).filter((e) => e.offset < stop);
    const [outer, holder] = wrap(entity, text.slice(entity.offset, stop), onCommand);
    fill(holder, text, entity.offset, stop, inner, onCommand);
    parent.append(outer);
    afterBlock = BLOCKS.has(entity.type);
    at = stop;
  }
  plain(end);
}

// The element for an entity, and the element in it that holds the text.
function wrap(entity, text, onCommand) {
  const { type } = entity;
  if (type in STYLES) return both(element(STYLES[type]));
  if (type === "text_link") return both(link(entity.url));
  if (type === "url") return both(link(text));
  if (type === "blockquote") return quote(false);
  if (type === "expandable_blockquote") return quote(true);
  if (type === "spoiler") return both(spoiler());
  if (type === "bot_command") return both(command(text, onCommand));
  return both(element("span", type));
}

const both = (made) => [made, made];

function link(address) {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (!url || !["http:", "https:"].includes(url.protocol)) return element("span", "address");
  const made = element("a");
  made.href = url.href;
  made.target = "_blank";
  made.rel = "noopener noreferrer";
  made.title = url.href;
  return made;
}

function command(text, onCommand) {
  const made = element("button", "command");
  made.type = "button";
  made.addEventListener("click", () => onCommand(text));
  return made;
}

function quote(foldable) {
  const outer = element("blockquote", foldable ? "quote expandable folded" : "quote");
  const holder = element("span", "quoted");
  outer.append(holder);
  return [outer, holder];
}

// Gives each expandable quote that is longer than its fold a button to open it. Whether it is can
// only be measured once it is on the page.
export function foldQuotes(root) {
  for (const outer of root.querySelectorAll(".quote.expandable")) {
    const holder = outer.querySelector(".quoted");
    if (holder.scrollHeight <= holder.clientHeight + 2) {
      outer.classList.remove("folded");
      continue;
    }
    const button = element("button", "fold");
    button.type = "button";
    const show = (folded) => {
      outer.classList.toggle("folded", folded);
      button.setAttribute("aria-expanded", String(!folded));
      button.setAttribute("aria-label", folded ? "Show the whole quote" : "Fold the quote");
    };
    outer.classList.add("foldable");
    outer.addEventListener("click", (event) => {
      if (event.target.closest("a") || String(getSelection())) return;
      show(!outer.classList.contains("folded"));
    });
    show(true);
    outer.append(button);
  }
}

function spoiler() {
  const made = element("span", "spoiler hidden-text");
  made.role = "button";
  made.tabIndex = 0;
  made.setAttribute("aria-label", "Hidden text. Press to show it.");
  const reveal = (event) => {
    if (event.type === "keydown" && event.key !== "Enter" && event.key !== " ") return;
    if (!made.classList.contains("hidden-text")) return;
    event.preventDefault();
    event.stopPropagation();
    made.classList.remove("hidden-text");
    made.removeAttribute("role");
    made.removeAttribute("tabindex");
    made.removeAttribute("aria-label");
  };
  made.addEventListener("click", reveal, true);
  made.addEventListener("keydown", reveal);
  return made;
}
