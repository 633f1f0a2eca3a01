// The panel of the gazette, the news site of the sandbox: its addresses, its articles, its faults.

import * as server from "./server.js";
import { element } from "./text.js";

const TIME = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" });
const NAMES = { rss: "RSS", teasers: "RSS, teasers only", json: "JSON Feed" };

export class Gazette {
  // `onDone(sentence)` is told what happened, or why it did not.
  constructor({ onDone }) {
    const byId = (id) => document.getElementById(id);
    this.onDone = onDone;
    this.dialog = byId("gazette");
    this.list = byId("gazette-articles");
    this.places = byId("gazette-places");
    this.form = byId("gazette-form");
    this.heading = byId("gazette-form-title");
    this.title = byId("gazette-title");
    this.text = byId("gazette-text");
    this.fault = byId("gazette-fault");
    this.cancel = byId("gazette-cancel");
    this.save = byId("gazette-save");
    this.warning = byId("gazette-warning");
    byId("gazette-open").addEventListener("click", () => this.#open());
    byId("gazette-close").addEventListener("click", () => this.dialog.close());
    // Only the ground around the panel is the dialog itself.
    this.dialog.addEventListener("pointerdown", (event) => {
      if (event.target === this.dialog) this.dialog.close();
    });
    this.cancel.addEventListener("click", () => this.#edit(null));
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#save();
    });
    this.fault.addEventListener("change", () => this.#break());
  }

  // Something in the gazette changed; also through another page.
  changed() {
    if (this.dialog.open) this.#load();
  }

  async #open() {
    if (!(await this.#load())) return;
    this.#edit(null);
    this.dialog.showModal();
    this.dialog.scrollTop = 0;
  }

  async #load() {
    const seen = await this.#told(() => server.gazette());
    if (seen) this.#draw(seen);
    return seen;
  }

  #draw(seen) {
    this.places.replaceChildren(
      place("Front page", seen.address),
      ...Object.entries(seen.feeds).map(([name, address]) => place(NAMES[name], address)),
    );
    this.fault.value = seen.fault ?? "";
    this.warning.hidden = !seen.fault;
    const focused = this.list.contains(document.activeElement) && document.activeElement.dataset.slug;
    this.list.replaceChildren(...seen.articles.map((article) => this.#line(article)));
    if (focused) this.list.querySelector(`[data-slug="${CSS.escape(focused)}"]`)?.focus();
  }

  #line(article) {
    const made = element("li");
    const words = element("div", "words");
    const link = element("a", "", article.title);
    link.href = article.address;
    link.target = "_blank";
    link.rel = "noopener";
    const time = TIME.format(new Date(article.published));
    const edited = article.changed === article.published ? "" : `, edited ${TIME.format(new Date(article.changed))}`;
    words.append(link, element("span", "when", `${time}${edited}`));
    const button = element("button", "", "Edit");
    button.type = "button";
    button.dataset.slug = article.slug;
    button.setAttribute("aria-label", `Edit ${article.title}`);
    button.addEventListener("click", () => this.#edit(article));
    made.append(words, button);
    return made;
  }

  #edit(article) {
    this.slug = article?.slug ?? null;
    this.heading.textContent = article ? "Edit an article" : "Publish an article";
    this.save.textContent = article ? "Save" : "Publish";
    this.cancel.hidden = !article;
    this.title.value = article?.title ?? "";
    this.text.value = article?.text ?? "";
    if (!article) return;
    this.title.focus({ preventScroll: true });
    this.form.scrollIntoView();
  }

  async #save() {
    const { slug } = this;
    const [title, text] = [this.title, this.text].map((field) => (field.value = field.value.trim()));
    if (!this.form.reportValidity()) return;
    if (!(await this.#told(() => server.publish(slug, title, text)))) return;
    this.#edit(null);
    this.dialog.close();
    this.onDone(`${slug ? "Saved" : "Published"}. The bot sees it when it next reads the gazette.`);
  }

  async #break() {
    await this.#told(() => server.breakGazette(this.fault.value ? Number(this.fault.value) : null));
    await this.#load();
  }

  async #told(ask) {
    try {
      return await ask();
    } catch (error) {
      this.onDone(error);
      return null;
    }
  }
}

function place(name, address) {
  const made = element("div");
  const link = element("a", "", address.replace(/^https?:\/\//, ""));
  link.href = address;
  link.target = "_blank";
  link.rel = "noopener";
  const value = element("dd");
  value.append(link);
  made.append(element("dt", "", name), value);
  return made;
}
