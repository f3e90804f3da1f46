import { look } from "../../engine/commands/look.ts";
import type { LookDocument } from "../../../shared/api/look-document.ts";
import { completeWith, type CommandModule } from "../command.ts";
import { ended } from "../outcome.ts";
import { writeOut } from "../output-file.ts";
import { reportLook } from "../report/look.ts";
import { planRequest } from "../request.ts";
import { withPorts } from "../with-ports.ts";

/** `homeport look NAME` */
export const command: CommandModule<LookDocument> = {
  run: async (context) => {
    const request = await planRequest(context);
    if (!request.ok) return request.error;
    return withPorts(context, request.value, async (ports) => {
      const { document, ...result } = await look(ports, request.value);
      const { replay, ...shown } = document;
      const written = replay === undefined ? null : await writeOut(context, replay as object);
      if (written?.ok === false) return ended(written.error, result.name);
      return { ...result, document: { ...shown, out: written?.value ?? null } };
    });
  },
  isComplete: completeWith("facts"),
  report: reportLook,
};
