// One module per behaviour; every hook is a data attribute and every listener stands on the document.
import { start as toestel } from "./toestel.js";
import { start as combobox } from "./combobox.js";
import { start as sneltoetsen } from "./sneltoetsen.js";
import { start as sessie } from "./sessie.js";
import { start as verbinding } from "./verbinding.js";
import { start as verzenden } from "./verzenden.js";
import { start as snel } from "./snel.js";
import { start as bijkeuze } from "./bijkeuze.js";
import { start as aanmelden } from "./aanmelden.js";

for (const start of [toestel, verbinding, combobox, sneltoetsen, sessie, verzenden, snel, bijkeuze, aanmelden]) start();
