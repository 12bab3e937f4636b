import { launchChromium, serve, untilExplained, watchedContext } from "../tests/e2e/support.mjs";
import { timeClick } from "./clicks.mjs";
import { execSync } from "node:child_process";
const server = await serve();
const browser = await launchChromium();
const { context } = await watchedContext(browser, server.url);
const page = await context.newPage();
await page.goto(server.url);
await untilExplained(page);
const threads = () =>
  new Map(
    execSync(
      "for p in $(pgrep chromium); do for t in /proc/$p/task/*; do echo \"$p $(cat $t/comm 2>/dev/null | tr ' ' '_') $(cut -d' ' -f14,15 $t/stat 2>/dev/null) $t\"; done; done 2>/dev/null",
      { shell: "/bin/bash" },
    )
      .toString()
      .trim()
      .split("\n")
      .map((l) => {
        const a = l.split(" ");
        return [a.at(-1), [a[0], a[1], Number(a.at(-3)) + Number(a.at(-2))]];
      }),
  );
for (const i of [10, 17]) {
  await page.locator("[data-test=verdict][data-level]").waitFor();
  const before = threads();
  const t0 = performance.now();
  const t = await timeClick(page, i);
  const after = threads();
  console.log(t, performance.now() - t0);
  const d = [...after]
    .map(([k, [p, c, v]]) => [p, c, v - (before.get(k)?.[2] ?? 0)])
    .filter((x) => x[2] > 3)
    .sort((a, b) => b[2] - a[2]);
  for (const x of d.slice(0, 14)) console.log(...x);
}
await browser.close();
await server.stop();
