// A file in a message: what it is called, how large it is, and a link that saves it.

import { element } from "./text.js";

const UNITS = ["KB", "MB", "GB"];
const AMOUNT = new Intl.NumberFormat("en-GB", { maximumFractionDigits: 1 });
const SVG = "http://www.w3.org/2000/svg";
const SHEET = "M6 3h7.5L18.5 8v13H6zM13 3.5V8.5h5M9 13h6.5M9 16.5h6.5";

export function fileElement(file, address) {
  const name = file.file_name ?? "File";
  const size = sizeInWords(file.file_size);
  const made = element("a", "file");
  made.href = address;
  made.download = "";
  made.title = name;
  made.setAttribute("aria-label", `Save ${name}, ${size}`);
  const words = element("span", "words");
  words.append(element("span", "name", name), element("span", "size", size));
  made.append(glyph(), words);
  return made;
}

// A message in one line, where another one refers to it.
export function gist(message) {
  return message.text ?? message.caption ?? message.document?.file_name ?? "File";
}

export function sizeInWords(bytes) {
  if (bytes < 1024) return bytes === 1 ? "1 byte" : `${AMOUNT.format(bytes)} bytes`;
  let [size, unit] = [bytes / 1024, 0];
  while (Math.round(size * 10) / 10 >= 1024 && unit < UNITS.length - 1) {
    size /= 1024;
    unit += 1;
  }
  return `${AMOUNT.format(size)} ${UNITS[unit]}`;
}

function glyph() {
  const made = document.createElementNS(SVG, "svg");
  made.setAttribute("viewBox", "0 0 24 24");
  made.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", SHEET);
  made.append(path);
  return made;
}
