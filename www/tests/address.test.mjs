import assert from "node:assert/strict";
import { test } from "node:test";
import { readPlace, writePlace } from "../src/app/address.js";
import { DEFAULT_SETTINGS, DEFAULT_VIEW } from "../src/app/settings.js";

/** @type {import("../src/app/address.js").Place} */
const FULL = {
  character: "Aya & Co.",
  picture: 2,
  classname: "Asagi",
  rival: "Ünü",
  settings: {
    cut: "grid",
    segments: 60,
    compactness: 3,
    fill: "#12ab9f",
    kernelWidth: 0.25,
    scale: "log-odds",
    design: "bernoulli",
    evaluations: 1024,
    seed: 4294967295,
  },
  view: { mode: "heat", sign: "against", shown: 7 },
};

test("an address says everything and is read back as it was", () => {
  assert.deepEqual(readPlace(writePlace(FULL)), FULL);
});

test("defaults leave the address plain", () => {
  const place = {
    ...FULL,
    character: null,
    picture: 0,
    classname: null,
    rival: null,
    settings: { ...DEFAULT_SETTINGS },
    view: { ...DEFAULT_VIEW },
  };
  assert.equal(writePlace(place), "");
  assert.deepEqual(readPlace(""), place);
});

test("what cannot be read is ignored", () => {
  const { settings, view, picture } = readPlace(
    "?pieces=9999&compactness=-1&fill=javascript:&kernel=NaN&scale=x&design=&tries=1e9&seed=-3&view=<b>&shown=0&picture=0",
  );
  assert.deepEqual(settings, DEFAULT_SETTINGS);
  assert.deepEqual(view, DEFAULT_VIEW);
  assert.equal(picture, 0);
});
