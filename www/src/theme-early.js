/** Runs in the head, before the first paint, so that a remembered theme does not flash. */
import { applyRememberedTheme } from "./app/theme.js";

applyRememberedTheme();
