import type { Result } from "../../shared/domain/result.ts";
import type { Problem } from "../../shared/problems/problem.ts";
import { openWizard, type Wizard } from "../engine/wizard.ts";
import type { RealWorldOptions } from "./real-world.ts";
import { createWizardPorts, type DriverParts } from "./wizard-outside.ts";

/**
 * Opens the wizard's engine over the real world, or in the practice world. Most of the code is behind this
 * file: who serves the page loads it once the page can be asked for.
 */
export async function openEngine(
  real: RealWorldOptions,
  driver: DriverParts,
  practice: boolean,
): Promise<Result<Wizard, Problem>> {
  const wizard = await openWizard(createWizardPorts(real, driver));
  if (wizard.ok && practice) await wizard.value.dispatch("practice.enter", { journey: null });
  return wizard;
}
