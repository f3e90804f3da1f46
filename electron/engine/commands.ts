/** The engine's commands, one function each: the seam between drivers and engine. */
export { look } from "./commands/look.ts";
export { plan, questions } from "./commands/plan.ts";
export { apply } from "./commands/apply.ts";
export { resume } from "./commands/resume.ts";
export { undo } from "./commands/undo.ts";
export { eras } from "./commands/eras.ts";
export { faq } from "./commands/faq.ts";
export { check } from "./commands/check.ts";
export { renew } from "./commands/renew.ts";
export { history, receipt, rememberedOptions } from "./commands/history.ts";
export { upgrade } from "./commands/upgrade.ts";
