// Public pages work without a script; with it they only become quicker.
import { startClock } from "./clock.js";
import { startFollow } from "./follow.js";
import { startForms } from "./forms.js";
import { startModes } from "./modes.js";
import { startShell } from "./shell.js";

startModes();
startShell();
startForms();
startClock();
startFollow();
