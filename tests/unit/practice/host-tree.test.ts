import { describe, expect, it } from "vitest";
import { createTree } from "../../../electron/practice/host-tree.ts";

describe("the file tree of a practice host", () => {
  it("lets a user read what the modes of file and folders allow", () => {
    const tree = createTree();
    tree.seed("/etc/key", "k", { mode: 0o400, owner: "matrix-synapse" });
    tree.seed("/etc/shared", "s", { mode: 0o640, group: "www-data" });
    expect(tree.canRead("/etc/key", "matrix-synapse")).toBe(true);
    expect(tree.canRead("/etc/key", "www-data")).toBe(false);
    expect(tree.canRead("/etc/key", "root")).toBe(true);
    expect(tree.canRead("/etc/shared", "www-data")).toBe(true);
    expect(tree.canRead("/etc/shared", "matrix-synapse")).toBe(false);
    tree.put("/closed", { kind: "folder", mode: 0o700, owner: "root", group: "root" });
    tree.seed("/closed/open", "o");
    expect(tree.canRead("/closed/open", "www-data")).toBe(false);
  });

  it("follows links to files and stops in a circle of them", () => {
    const tree = createTree();
    tree.seed("/srv/real", "text");
    tree.put("/srv/link", { kind: "link", target: "real" });
    tree.put("/srv/a", { kind: "link", target: "/srv/b" });
    tree.put("/srv/b", { kind: "link", target: "/srv/a" });
    expect(tree.file("/srv/link")?.content).toBe("text");
    expect(tree.file("/srv/a")).toBeNull();
  });

  it("comes back the same from its dump", () => {
    const tree = createTree();
    tree.seed("/a/b/c", "x", { mode: 0o600 });
    expect(createTree(tree.dump()).dump()).toEqual(tree.dump());
  });

  it("has no file in a folder that is not there", () => {
    const node = { kind: "file", content: "", mode: 0o644, owner: "root", group: "root" } as const;
    expect(() => createTree().put("/no/file", node)).toThrow("no folder");
  });
});
