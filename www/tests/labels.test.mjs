import assert from "node:assert/strict";
import { test } from "node:test";
import { namesFor, readLabels } from "../src/app/labels.js";

const NAMES = ["Sumire", "Asagi, the second", "雪"];

test("a name per line, counted or not", () => {
  assert.deepEqual(readLabels("Sumire\r\nAsagi, the second\r\n雪\r\n", "labels.txt"), NAMES);
  assert.deepEqual(readLabels("\uFEFF0: Sumire\n1: Asagi, the second\n2: 雪\n", "labels.txt"), NAMES);
  assert.deepEqual(readLabels("n01440764 tench, Tinca tinca\nn01443537 goldfish", "synset.txt"), [
    "tench, Tinca tinca",
    "goldfish",
  ]);
  // Numbers that do not count are part of the names.
  assert.deepEqual(readLabels("7 dwarfs\n3 kings", "labels.txt"), ["7 dwarfs", "3 kings"]);
});

test("JSON lists and objects, both ways round", () => {
  assert.deepEqual(readLabels(JSON.stringify(NAMES), "labels.json"), NAMES);
  assert.deepEqual(readLabels('{"2": "雪", "0": "Sumire", "1": "Asagi, the second"}'), NAMES);
  assert.deepEqual(readLabels('{"Sumire": 0, "雪": 2, "Asagi, the second": 1}', "a.json"), NAMES);
  assert.deepEqual(readLabels('{"0": ["n0", "tench"], "1": ["n1", "goldfish"]}'), ["tench", "goldfish"]);
  assert.deepEqual(readLabels('{"labels": ["a", "b"], "version": 3}'), ["a", "b"]);
  assert.deepEqual(readLabels("{0: 'cat', 1: 'bird\\'s eye', 2: 'dog'}"), ["cat", "bird's eye", "dog"]);
  assert.deepEqual(readLabels("[broken"), ["[broken"]);
});

test("CSV with and without a head", () => {
  assert.deepEqual(readLabels('0,Sumire\n1,"Asagi, the second"\n2,雪', "a.csv"), NAMES);
  assert.deepEqual(readLabels("name;colour\nSumire;red\n雪;white", "a.csv"), ["Sumire", "雪"]);
  assert.deepEqual(readLabels("index,name\n1,b\n0,a", "a.csv"), ["a", "b"]);
  assert.deepEqual(readLabels('tag_id,name,category\n9999,"say ""hi""",0\n470575,girl,0', "a.csv"), [
    'say "hi"',
    "girl",
  ]);
  assert.deepEqual(readLabels("", "a.csv"), []);
});

test("every class gets a name of its own", () => {
  const numbered = (/** @type {number} */ n) => `class ${n}`;
  assert.deepEqual(namesFor(["crane", " ", "crane"], 4, numbered), [
    "crane",
    "class 2",
    "crane (2)",
    "class 4",
  ]);
  assert.deepEqual(namesFor(["a", "b", "c"], 2, numbered), ["a", "b"]);
});
