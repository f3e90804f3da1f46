import { renderServerName } from "../render/synapse-config.ts";
import { hostActor, presentFile } from "./host-actor.ts";
import { reason } from "./reason.ts";
import type { Situation } from "./situation.ts";
import { parts, type Draft } from "./step-parts.ts";

/** Debian's package answer and its file are set together: each upgrade writes the file anew from the answer. */
export function serverNameSteps(situation: Situation): readonly Draft[] {
  const { input } = situation;
  const synapse = input.host?.synapse;
  if (!synapse || synapse.serverName === input.name.text || synapse.install === "none") return [];
  const path = `${synapse.confDir ?? "/etc/matrix-synapse/conf.d"}/server_name.yaml`;
  const content = renderServerName(input.name.text);
  return [
    {
      kind: "write-file",
      ...parts({
        id: "server-name",
        who: hostActor(situation),
        reason: reason("server-name-set", { name: input.name.text }),
        before: presentFile(situation, path),
        after: content,
        undo: reason("undo-server-name"),
        check: reason("check-file", { path }),
      }),
      file: {
        what: "synapse-server-name",
        path,
        content,
        serverName: input.name.text,
        debconf: synapse.install === "debian" || synapse.install === "matrix.org",
      },
    },
  ];
}
