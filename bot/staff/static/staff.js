// Folds the menu away on phones, shows passwords on request, stops double sending. Every page works without it.
import { initAll } from "./govuk-frontend.min.js";
initAll();
