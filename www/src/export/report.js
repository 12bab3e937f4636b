/**
 * A report as one HTML file that needs nothing else: picture, answer, explanation, verdict, settings, hashes.
 */

/**
 * @typedef {object} ReportContent
 * @property {string} language
 * @property {string} title       The question.
 * @property {string} verdict
 * @property {string} view        The view as a data address.
 * @property {string} viewLabel
 * @property {{ title: string, head: string[], rows: (string | number)[][] }[]} tables
 * @property {string} note
 */

/**
 * @param {ReportContent} content
 * @returns {string}
 */
export function writeReport({ language, title, verdict, view, viewLabel, tables, note }) {
  return page({
    language,
    title,
    body: `<p class="verdict">${escaped(verdict)}</p>
<img src="${view}" alt="${escaped(viewLabel)}">
${tables.map(tableHtml).join("\n")}
<p><small>${escaped(note)}</small></p>`,
  });
}

/** @param {ReportContent["tables"][number]} table */
export function tableHtml({ title, head, rows }) {
  return `<h2>${escaped(title)}</h2>
<table>${head.length > 0 ? `<thead><tr>${head.map((cell) => `<th scope="col">${escaped(cell)}</th>`).join("")}</tr></thead>` : ""}
<tbody>${rows.map((row) => `<tr>${row.map((cell, i) => (i === 0 ? `<th scope="row">${escaped(cell)}</th>` : `<td>${escaped(cell)}</td>`)).join("")}</tr>`).join("\n")}</tbody></table>`;
}

/**
 * A whole file.
 *
 * @param {{ language: string, title: string, body: string, width?: number }} content  The body is HTML; its
 *   width is in rem; in a wide one no word of a table is broken.
 * @returns {string}
 */
export function page({ language, title, body, width = 46 }) {
  return `<!doctype html>
<html lang="${escaped(language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
<title>${escaped(title)}</title>
<style>
body { max-width: ${width}rem; margin: 2rem auto; padding: 0 1rem; font: 16px/1.55 system-ui, sans-serif; color: #1e1a2b; background: #faf8f5; }
img { width: 100%; border-radius: 0.75rem; }
figure { margin: 0; }
.strip { display: grid; grid-template-columns: repeat(auto-fill, minmax(9rem, 1fr)); gap: 0.75rem; }
figcaption { font-size: 0.8125rem; color: #4f495c; }
table { border-collapse: collapse; width: 100%; font-size: 0.875rem; }
th, td { text-align: start; padding: 0.375rem 0.5rem; border-top: 1px solid #e0dad1; overflow-wrap: ${width > 46 ? "break-word" : "anywhere"}; vertical-align: top; }
td { font-variant-numeric: tabular-nums; }
thead th { border: 0; color: #4f495c; }
.verdict { font-size: 1.125rem; }
small { color: #4f495c; }
</style>
</head>
<body>
<h1>${escaped(title)}</h1>
${body}
</body>
</html>
`;
}

/** @param {string | number} words */
export function escaped(words) {
  return String(words)
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}

/** @param {Blob} blob @returns {Promise<string>} */
export function dataAddress(blob) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener("load", () => resolve(String(reader.result)));
    reader.addEventListener("error", () => reject(reader.error));
    reader.readAsDataURL(blob);
  });
}
