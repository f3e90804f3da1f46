import { eras } from "../../engine/commands/eras.ts";
import { ErasDocument } from "../../../shared/api/eras-document.ts";
import { defineCommand } from "../define-command.ts";
import { reportEras } from "../report/eras.ts";
import { planRequest } from "../request.ts";
import { withPorts } from "../with-ports.ts";

/** `homeport eras NAME` */
export const command = defineCommand(ErasDocument, {
  run: async (context) => {
    const request = await planRequest(context);
    if (!request.ok) return request.error;
    return withPorts(context, request.value, (ports) => eras(ports, request.value));
  },
  report: reportEras,
});
