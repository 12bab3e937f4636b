/** ZIPs that strangers bring, made here: each gives its files or is refused, in bounded time and memory. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { deflateSync, strToU8, zipSync } from "fflate";
import { ofZip, unzip } from "../src/views/teach/incoming.js";

const picture = new Uint8Array(3_000).map((_, i) => (i * i * 31) % 251);
const good = zipSync({ "Aoi/1.png": picture, "Beni/2.png": picture });

/**
 * One entry as it stands in a ZIP, with a name of any bytes.
 *
 * @param {Uint8Array} name
 * @param {Uint8Array} data  As stored.
 * @param {{ flags?: number, method?: number, size?: number, claims?: number }} [head]
 */
function entry(name, data, { flags = 0, method = 0, size = data.length, claims = data.length } = {}) {
  const head = new DataView(new ArrayBuffer(30));
  head.setUint32(0, 0x04034b50, true);
  head.setUint16(4, 20, true);
  head.setUint16(6, flags, true);
  head.setUint16(8, method, true);
  head.setUint32(18, claims, true);
  head.setUint32(22, size, true);
  head.setUint16(26, name.length, true);
  return Buffer.concat([new Uint8Array(head.buffer), name, data]);
}

/** What came out, and how it ended. @param {Uint8Array} bytes */
async function opened(bytes) {
  /** @type {{ folder: string | null, name: string, size: number }[]} */
  const files = [];
  /** @type {unknown} */
  let refusal = null;
  await unzip(new Blob([/** @type {BlobPart} */ (bytes)]), (path, file) => {
    files.push({ folder: ofZip(path, file).folder, name: file.name, size: file.size });
  }).catch((error) => (refusal = error));
  return { files, refusal };
}

test("damaged ZIPs give files or a refusal, never anything else", async () => {
  /** @type {[string, Uint8Array][]} */
  const cases = [
    ["nothing", new Uint8Array()],
    ["zeros", new Uint8Array(1_000)],
    ["text", strToU8("no ZIP at all")],
    ["the end alone", good.slice(-22)],
    ["a head alone", good.slice(0, 30)],
    ["something before it", Buffer.concat([strToU8("MZ and more"), good])],
    ["something behind it", Buffer.concat([good, picture])],
    ["twice in a row", Buffer.concat([good, good])],
    ["encrypted", entry(strToU8("a.png"), picture, { flags: 1 })],
    ["unknown method", entry(strToU8("a.png"), picture, { method: 99 })],
    ["noise as deflate", entry(strToU8("a.png"), picture, { method: 8 })],
    ["claims more than it has", entry(strToU8("a.png"), picture, { claims: 4_000_000_000 })],
    ["claims less than it has", entry(strToU8("a.png"), picture, { claims: 10 })],
    ["an empty name", entry(new Uint8Array(), picture)],
    ["a name of 60,000 letters", entry(new Uint8Array(60_000).fill(97), picture)],
  ];
  for (let quarter = 1; quarter < 4; quarter += 1) {
    cases.push([`cut at ${quarter}/4`, good.slice(0, (good.length * quarter) / 4)]);
  }
  for (let i = 0; i < 200; i += 1) {
    const bent = good.slice();
    for (let k = 0; k < 3; k += 1) bent[(i * 7919 + k * 104_729) % bent.length] ^= 1 << ((i + k) % 8);
    cases.push([`bits turned, ${i}`, bent]);
  }
  for (const [what, bytes] of cases) {
    const { files, refusal } = await opened(bytes);
    assert.ok(files.length > 0 || refusal instanceof Error, `${what}: neither a file nor an error`);
  }
});

test("names stay inside: no way up, no root, no drive's separators", async () => {
  const names = ["../../etc/1.png", "/home/1.png", "..\\..\\win\\1.png", "./here/1.png", "../1.png"];
  const { files, refusal } = await opened(zipSync(Object.fromEntries(names.map((name) => [name, picture]))));
  assert.equal(refusal, null);
  assert.deepEqual(
    files.map(({ folder, name }) => [folder, name]),
    [
      ["etc", "1.png"],
      ["home", "1.png"],
      ["win", "1.png"],
      ["here", "1.png"],
      [null, "1.png"],
    ],
  );
});

test("names in any coding are text; UTF-8 is known also where the ZIP does not say it", async () => {
  const aoi = strToU8("葵/1.png");
  const latin = Uint8Array.from("Zo\xeb/1.png", (letter) => letter.charCodeAt(0));
  const shiftJis = Uint8Array.from([0x88, 0xa8, 0x2f, 0x31, 0x2e, 0x70, 0x6e, 0x67]);
  const broken = Uint8Array.from([0xff, 0xfe, 0x2f, 0x31]);
  const folder = async (/** @type {Uint8Array} */ name, flags = 0) =>
    (await opened(entry(name, picture, { flags }))).files[0]?.folder;
  assert.equal(await folder(aoi), "葵");
  assert.equal(await folder(aoi, 0x800), "葵");
  assert.equal(await folder(latin), "Zoë");
  for (const name of [shiftJis, broken]) {
    for (const flags of [0, 0x800]) assert.equal(typeof (await folder(name, flags)), "string");
  }
  const evil = "<img src=x onerror=alert(1)>";
  assert.equal(await folder(strToU8(`${evil}/1.png`)), evil, "kept as it is, for it is only ever text");
});

test("a name that stands twice gives both files, a ZIP within a ZIP stays a file", async () => {
  const twice = Buffer.concat([entry(strToU8("A/1.png"), picture), entry(strToU8("A/1.png"), picture)]);
  assert.equal((await opened(twice)).files.length, 2);
  const nested = await opened(zipSync({ "inner.zip": zipSync({ "again.zip": good }) }));
  assert.deepEqual(
    nested.files.map(({ name }) => name),
    ["inner.zip"],
  );
});

test("10,000 entries come out, one by one", async () => {
  const many = Object.fromEntries(Array.from({ length: 10_000 }, (_, i) => [`A/${i}.png`, strToU8("x")]));
  const { files, refusal } = await opened(zipSync(many, { level: 0 }));
  assert.equal(refusal, null);
  assert.equal(files.length, 10_000);
});

test("a file that unpacks to more than a picture may have is left out", async () => {
  const packed = deflateSync(new Uint8Array(70_000_000), { level: 9 });
  const bomb = entry(strToU8("big.png"), packed, { method: 8, size: 70_000_000 });
  const { files } = await opened(Buffer.concat([bomb, entry(strToU8("A/1.png"), picture)]));
  assert.deepEqual(
    files.map(({ name }) => name),
    ["1.png"],
  );
});

test("a bomb of many files is given up before it is through", async () => {
  const packed = deflateSync(new Uint8Array(60_000_000), { level: 9 });
  const one = (/** @type {number} */ i) =>
    entry(strToU8(`A/${i}.png`), packed, { method: 8, size: 60_000_000 });
  const { files, refusal } = await opened(Buffer.concat(Array.from({ length: 60 }, (_, i) => one(i))));
  assert.match(String(refusal), /unpacks to far more/);
  assert.ok(files.length < 60, `${files.length} of 60 were unpacked`);
});
