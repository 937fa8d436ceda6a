// What every walk comes into, whatever else it does: the situations in which what must hold is most at risk.
import { codeSituations } from "./codes.js";
import { elsewhereSituations } from "./elsewhere.js";
import { formerSituations } from "./former.js";
import { lastWaySituations } from "./last-way.js";
import { proofSituations } from "./proofs.js";
import { timeSituations } from "./time.js";

export const situations = [
  ...elsewhereSituations,
  ...codeSituations,
  ...timeSituations,
  ...proofSituations,
  ...formerSituations,
  ...lastWaySituations,
].map(({ arbitrary }) => arbitrary);
