/**
 * Names of a model's classes, from the files that people have of them: text with a name per line, JSON (a
 * list, or an object from numbers to names, or from names to numbers), CSV with or without numbers. The same
 * forms are found in the metadata of model files, also as Python writes them.
 */

/**
 * @param {string} text
 * @param {string} [fileName]  Its ending says the form; without one, the text itself.
 * @returns {string[]}  In the order of the classes; empty when nothing is found.
 */
export function readLabels(text, fileName = "") {
  const words = text.replace(/^\uFEFF/, "").trim();
  if (words === "") return [];
  if (/^[[{]/.test(words)) {
    const found = fromJson(words);
    if (found.length > 0) return found;
  }
  const lines = words
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== "");
  if (/\.csv$/i.test(fileName)) return fromCsv(lines);
  if (lines.length === 1 && fileName === "" && /[,;]/.test(words)) {
    return words
      .split(/[,;]/)
      .map((name) => name.trim())
      .filter((name) => name !== "");
  }
  return lines.map(withoutNumber(lines));
}

/**
 * A name for each class: those that were read, told apart where they are the same, and numbers for the rest.
 *
 * @param {readonly string[]} labels
 * @param {number} classes
 * @param {(n: number) => string} numbered  The name of the n-th class, from 1.
 */
export function namesFor(labels, classes, numbered) {
  /** @type {Map<string, number>} */
  const seen = new Map();
  return Array.from({ length: classes }, (_, index) => {
    const name = labels[index]?.trim() || numbered(index + 1);
    const times = (seen.get(name) ?? 0) + 1;
    seen.set(name, times);
    return times === 1 ? name : `${name} (${times})`;
  });
}

/** @param {string} words */
function fromJson(words) {
  const value = parsed(words) ?? parsed(asJson(words));
  if (Array.isArray(value)) return value.map(nameOf);
  if (value === null || typeof value !== "object") return [];
  const inside = Object.values(value).find((part) => Array.isArray(part) && part.length > 1);
  const entries = Object.entries(value);
  if (entries.every(([key]) => /^\d+$/.test(key))) {
    return ordered(entries.map(([key, name]) => [Number(key), nameOf(name)]));
  }
  if (entries.every(([, number]) => Number.isInteger(number))) {
    return ordered(entries.map(([name, number]) => [Number(number), name]));
  }
  return inside ? /** @type {unknown[]} */ (inside).map(nameOf) : [];
}

/** @param {string} words @returns {unknown} */
function parsed(words) {
  try {
    return JSON.parse(words);
  } catch {
    return null;
  }
}

/** A dictionary as Python prints it. @param {string} words */
function asJson(words) {
  return words
    .replace(/'((?:[^'\\]|\\.)*)'/g, (_, inside) => JSON.stringify(inside.replace(/\\'/g, "'")))
    .replace(/([{,]\s*)(\d+)(\s*:)/g, '$1"$2"$3');
}

/** A name may stand in a list, as in ["n01440764", "tench"]. @param {unknown} value @returns {string} */
function nameOf(value) {
  if (Array.isArray(value)) return String(value.at(-1) ?? "");
  if (value !== null && typeof value === "object") {
    const named = /** @type {Record<string, unknown>} */ (value);
    return String(named.name ?? named.label ?? Object.values(named)[0] ?? "");
  }
  return String(value ?? "");
}

/** @param {[number, string][]} numbered */
function ordered(numbered) {
  /** @type {string[]} */
  const names = [];
  const first = numbered.reduce((least, [number]) => Math.min(least, number), Infinity);
  // Counting may begin with 1.
  const from = first === 1 ? 1 : 0;
  for (const [number, name] of numbered) {
    if (number - from < numbered.length) names[number - from] = name;
  }
  return Array.from(names, (name) => name ?? "");
}

/** @param {string[]} lines */
function fromCsv(lines) {
  const rows = lines.map(cells);
  const heads = rows[0].map((cell) => cell.toLowerCase());
  const hasHead = heads.some((cell) =>
    ["name", "label", "class", "class_name", "display_name", "tag"].includes(cell),
  );
  const nameAt = hasHead
    ? Math.max(
        0,
        ["name", "label", "class_name", "display_name", "tag", "class"]
          .map((head) => heads.indexOf(head))
          .find((at) => at >= 0) ?? 0,
      )
    : rows[0].length > 1 && rows.every(([first]) => /^\d+$/.test(first))
      ? 1
      : 0;
  const body = hasHead ? rows.slice(1) : rows;
  const numberAt = hasHead ? heads.findIndex((head) => ["index", "id", "class_id"].includes(head)) : 0;
  const isNumbered =
    numberAt >= 0 &&
    numberAt !== nameAt &&
    body.every((row) => /^\d+$/.test(row[numberAt] ?? "")) &&
    body.every((row) => Number(row[numberAt]) <= body.length);
  if (isNumbered) return ordered(body.map((row) => [Number(row[numberAt]), row[nameAt] ?? ""]));
  return body.map((row) => row[nameAt] ?? "");
}

/** Cells of a line; quoted ones may hold commas. @param {string} line */
function cells(line) {
  const separator = line.includes("\t") ? "\t" : line.includes(";") && !line.includes(",") ? ";" : ",";
  /** @type {string[]} */
  const found = [""];
  let isQuoted = false;
  for (let i = 0; i < line.length; i += 1) {
    const at = found.length - 1;
    if (line[i] === '"' && isQuoted && line[i + 1] === '"') {
      found[at] += '"';
      i += 1;
    } else if (line[i] === '"') isQuoted = !isQuoted;
    else if (line[i] === separator && !isQuoted) found.push("");
    else found[at] += line[i];
  }
  return found.map((cell) => cell.trim());
}

/** Takes numbers away that count the lines. @param {string[]} lines @returns {(line: string) => string} */
function withoutNumber(lines) {
  const number = /^(\d+)\s*[:,\t ]\s*(?=\S)/;
  const counts = lines.every((line, i) => {
    const found = line.match(number);
    return found !== null && [i, i + 1].includes(Number(found[1]));
  });
  return (line) => {
    const name = counts ? line.replace(number, "") : line;
    // A synset before the name: n01440764 tench, Tinca tinca.
    return name.replace(/^n\d{8}\s+/, "").replace(/^(['"])(.*)\1,?$/, "$2");
  };
}
