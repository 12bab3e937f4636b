/** Runs in the head, before the first paint, so that the theme does not flash. */
import { followTheme } from "./app/theme.js";

followTheme();
