import { takeSnapshot } from "../snapshot.ts";
import type { Context } from "./journey.ts";
import { settled } from "./main-job.ts";
import { goodApply, refused, withScene, type Scene } from "./refusal.ts";

/** Hosts whose disk is full, whose configuration is broken, or whose service does not come back. */
export async function badHost(context: Context): Promise<void> {
  await withScene(context, "broken.example", async (scene) => {
    await fullDisk(scene, "/var/lib/homeport", [1]);
    await fullDisk(scene, "/etc/homeport", [1, 3]);
    await brokenConfig(scene);
    await serviceStaysDown(scene);
  });
}

/** A file system of four pages, full but for nothing, over the folder. */
async function fullDisk(scene: Scene, folder: string, exits: readonly number[]): Promise<void> {
  const { host } = scene;
  await host.must(`mkdir -p ${folder} && mount -t tmpfs -o size=16k,mode=700 full ${folder} &&
    { dd if=/dev/zero of=${folder}/filler bs=4k count=9 2>/dev/null || true; }`);
  const before = await takeSnapshot(host);
  await refused({ ...scene, before }, `a full disk under ${folder}`, goodApply(scene), exits);
  await host.must(`umount ${folder} && rm -rf ${folder}`);
}

/** A setting of somebody's that Synapse refuses: the config test fails with or without Homeport's part. */
async function brokenConfig(scene: Scene): Promise<void> {
  const file = "/etc/matrix-synapse/conf.d/50-mine.yaml";
  await scene.host.must(`echo 'max_upload_size: "as much as you like"' > ${file}`);
  const before = await takeSnapshot(scene.host);
  await refused(
    { ...scene, before },
    "a configuration that fails its test",
    goodApply(scene),
    [1, 3],
  );
  await scene.host.must(`rm ${file}`);
}

/** The configuration is fine, and the unit still cannot start. */
async function serviceStaysDown(scene: Scene): Promise<void> {
  const folder = "/etc/systemd/system/matrix-synapse.service.d";
  const dropIn = "[Service]\\nExecStartPre=/bin/false\\n";
  await scene.host.must(
    `mkdir -p ${folder}; printf '${dropIn}' > ${folder}/down.conf; systemctl daemon-reload`,
  );
  const before = await takeSnapshot(scene.host);
  await refused({ ...scene, before }, "a service that does not come back", goodApply(scene), [3]);
  await scene.host.must(`rm -r ${folder}; systemctl daemon-reload; systemctl reset-failed`);
  await settled(scene.host, "inactive");
}
