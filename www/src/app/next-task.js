/**
 * Work in slices: what is pending is done in turn for a few milliseconds, then whatever else waits goes first:
 * input, frames, messages. Unlike with a timer, nothing is slowed down in a hidden page.
 */

/** Milliseconds of a slice. */
const SLICE = 6;

const { port1, port2 } = new MessageChannel();
/** @type {(() => void)[]} */
const waiting = [];
let isComing = false;

port1.onmessage = async () => {
  const end = performance.now() + SLICE;
  while (performance.now() < end && waiting.length > 0) {
    waiting.shift()?.();
    await null; // whoever waited does its work here
  }
  isComing = waiting.length > 0;
  if (isComing) port2.postMessage(null);
};

/** @returns {Promise<void>}  Resolves when there is time for more, in another task. */
export function nextTask() {
  return new Promise((resolve) => {
    waiting.push(resolve);
    if (!isComing) port2.postMessage(null);
    isComing = true;
  });
}
