/** How many evaluation workers a machine gets. */
const MOST_WORKERS = 16;
/** Workers where the browser says that memory is small (gigabytes: workers). */
const SMALL_MEMORY = [
  { gigabytes: 1, workers: 1 },
  { gigabytes: 2, workers: 2 },
  { gigabytes: 4, workers: 4 },
];

/** As many workers as processors, fewer where memory is small. */
export function suggestedWorkers() {
  const processors = navigator.hardwareConcurrency || 2;
  const memory = /** @type {{ deviceMemory?: number }} */ (navigator).deviceMemory ?? Infinity;
  const limit = SMALL_MEMORY.find(({ gigabytes }) => memory <= gigabytes)?.workers ?? MOST_WORKERS;
  return Math.max(1, Math.min(processors, limit, MOST_WORKERS));
}
