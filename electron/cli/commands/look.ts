import { look } from "../../engine/commands/look.ts";
import { LookDocument } from "../../../shared/api/look-document.ts";
import { ended } from "../outcome.ts";
import { writeOut } from "../output-file.ts";
import { reportLook } from "../report/look.ts";
import { planRequest } from "../request.ts";
import { withPorts } from "../with-ports.ts";
import { defineCommand } from "../define-command.ts";

/** `homeport look NAME` */
export const command = defineCommand(LookDocument, {
  run: async (context) => {
    const request = await planRequest(context);
    if (!request.ok) return request.error;
    return withPorts(context, request.value, async (ports) => {
      const { document, ...result } = await look(ports, request.value);
      const { replay, ...shown } = document;
      const written =
        typeof replay === "object" && replay !== null ? await writeOut(context, replay) : null;
      if (written?.ok === false) return ended(written.error, result.name);
      return { ...result, document: { ...shown, out: written?.value ?? null } };
    });
  },
  report: reportLook,
});
