import { describe } from "vitest";
import { describeHostOperations } from "./host-operations-suite.ts";
import { startSshd, whyNoPrivateSshd } from "./sshd.ts";
import { openSshdWorld } from "./sshd-world.ts";

const missing = whyNoPrivateSshd();

describe.skipIf(missing !== null)(
  `a host of its own (left out where: ${missing ?? "nothing"})`,
  () => {
    describeHostOperations("a real sshd", async () => openSshdWorld(await startSshd(), "root"));
  },
);
