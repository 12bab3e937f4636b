/**
 * The page's start: defines the elements, gives them one session, starts the engine.
 *
 * @import { PageElement } from "./components/page-element.js"
 */
import "./components/follow-language.js";
import "./components/answer.js";
import "./components/candidates.js";
import "./components/crop.js";
import "./components/drop-zone.js";
import "./components/gallery.js";
import "./components/messages.js";
import "./components/language-button.js";
import "./components/model-menu.js";
import "./components/piece.js";
import "./components/settings.js";
import "./components/stage.js";
import "./components/term.js";
import "./components/theme-button.js";
import "./components/verdict.js";
import { readPlace } from "./app/address.js";
import { canRunModel } from "./app/capabilities.js";
import { followBrought } from "./app/brought.js";
import { firstPaint } from "./app/first-paint.js";
import { keepAddress } from "./app/history.js";
import { firstLanguage } from "./app/language.js";
import { keepForOffline, watchNetwork } from "./app/offline.js";
import { acceptPictures } from "./app/pictures-in.js";
import { followWithMore } from "./app/more.js";
import { recallRows, rememberRows } from "./app/rows.js";
import { Session } from "./app/session.js";
import { translateShell } from "./app/shell.js";
import { followTaught } from "./app/taught.js";
import { followViews } from "./app/views.js";
import { startEngine } from "./engine/start.js";
import { onLanguage, useLanguage } from "./texts/text.js";

const place = readPlace(location.search);
const session = new Session(place);
if (place.character === null) session.set({ coming: document.documentElement.dataset.first ?? null });

onLanguage(translateShell);
try {
  await useLanguage(firstLanguage());
} catch (error) {
  session.report(error);
  translateShell();
}

await firstPaint();
for (const element of document.querySelectorAll("[data-part]")) {
  /** @type {PageElement} */ (element).session = session;
}
const dropZone = /** @type {(HTMLElement & { over: boolean }) | null} */ (document.querySelector("moe-drop"));
acceptPictures(session, (isOver) => {
  document.documentElement.toggleAttribute("data-over", isOver);
  if (dropZone) dropZone.over = isOver;
});
addEventListener("error", (event) => session.report(event.error ?? event.message));
addEventListener("unhandledrejection", (event) => session.report(event.reason));
keepAddress(session);
watchNetwork(session);
followViews(session);
followTaught(session);
followBrought(session);
followWithMore(session);
keepForOffline(session);
session.subscribe(({ engine }) => {
  document.documentElement.dataset.engine = engine;
});

if (canRunModel()) {
  const base = new URL("./", document.baseURI);
  await session.start(
    (hooks) => startEngine({ base, rows: recallRows(), onRows: rememberRows, ...hooks }),
    place,
  );
} else {
  session.set({ engine: "unsupported" });
}
