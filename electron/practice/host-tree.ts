import { createHash } from "node:crypto";

/** What stands at a path of a practice host. `mode` is a number such as 0o644. */
export type TreeNode =
  | {
      readonly kind: "file";
      readonly content: string;
      readonly mode: number;
      readonly owner: string;
      readonly group: string;
    }
  | {
      readonly kind: "folder";
      readonly mode: number;
      readonly owner: string;
      readonly group: string;
    }
  | { readonly kind: "link"; readonly target: string };

/** A file of a tree. */
export type TreeFile = Extract<TreeNode, { readonly kind: "file" }>;

/** An in-memory file tree with owners and modes. Paths are absolute, without a final slash. */
export interface Tree {
  at(path: string): TreeNode | null;
  /** The file at a path, links followed; null where there is none. */
  file(path: string): TreeFile | null;
  /** Puts a node in a folder that is there. Throws where it is not. */
  put(path: string, node: TreeNode): void;
  /** Puts a file of root's (0644 unless said) and the folders above it. */
  seed(
    path: string,
    content: string,
    rights?: { readonly mode?: number; readonly owner?: string; readonly group?: string },
  ): void;
  /** Makes a folder and those above it, root's 0755; gives the ones that were made. */
  makeFolders(path: string): readonly string[];
  remove(path: string): void;
  /** Names in a folder, in ASCII order. */
  list(path: string): readonly string[];
  /** Whether a user may read a file: its own bits, and every folder above it. */
  canRead(path: string, user: string): boolean;
  /** Everything, by path. */
  dump(): { readonly [path: string]: TreeNode };
}

/** Users of a practice host and their groups, as Debian's packages make them. */
const GROUP_OF: { readonly [user: string]: string } = {
  root: "root",
  daemon: "daemon",
  "matrix-synapse": "nogroup",
  "www-data": "www-data",
};

const LINKS = 8;

/** Whether a practice host has a user of that name. */
export function isUser(name: string): boolean {
  return Object.hasOwn(GROUP_OF, name);
}

/** Makes a tree, empty or as it was dumped. */
export function createTree(dumped: { readonly [path: string]: TreeNode } = {}): Tree {
  const nodes = new Map<string, TreeNode>(Object.entries(dumped));
  if (!nodes.has("/")) nodes.set("/", folder());
  const makeFolders = (path: string): readonly string[] => {
    const parts = path.split("/").filter((part) => part !== "");
    const paths = parts.map((_, index) => `/${parts.slice(0, index + 1).join("/")}`);
    const made = paths.filter((each) => !nodes.has(each));
    for (const each of made) nodes.set(each, folder());
    return made;
  };
  const put = (path: string, node: TreeNode): void => {
    if (nodes.get(parentOf(path))?.kind !== "folder") throw new Error(`no folder for ${path}`);
    nodes.set(path, node);
  };
  const file = (path: string): TreeFile | null => fileAt(nodes, path);
  return {
    at: (path) => nodes.get(path) ?? null,
    file,
    put,
    makeFolders,
    seed: (path, content, { mode = 0o644, owner = "root", group = "root" } = {}) => {
      makeFolders(parentOf(path));
      put(path, { kind: "file", content, mode, owner, group });
    },
    remove: (path) => void nodes.delete(path),
    list: (path) => {
      const prefix = path === "/" ? "/" : `${path}/`;
      const inside = [...nodes.keys()].filter((each) => each.startsWith(prefix) && each !== "/");
      return inside
        .map((each) => each.slice(prefix.length))
        .filter((name) => !name.includes("/"))
        .toSorted();
    },
    canRead: (path, user) => {
      const node = file(path);
      return (
        node !== null &&
        allows(node, user, 0o4) &&
        parentsOf(path).every((each) => {
          const above = nodes.get(each);
          return above?.kind !== "folder" || allows(above, user, 0o1);
        })
      );
    },
    dump: () => Object.fromEntries(nodes),
  };
}

/** The folder that holds a path. */
export function parentOf(path: string): string {
  return path.slice(0, path.lastIndexOf("/")) || "/";
}

/** SHA-256 of a text, as hex. */
export function sha256(content: string): string {
  return createHash("sha256").update(content).digest("hex");
}

function folder(): TreeNode {
  return { kind: "folder", mode: 0o755, owner: "root", group: "root" };
}

function fileAt(nodes: ReadonlyMap<string, TreeNode>, path: string): TreeFile | null {
  let at = path;
  for (let followed = 0; followed < LINKS; followed += 1) {
    const node = nodes.get(at);
    if (node?.kind === "file") return node;
    if (node?.kind !== "link") return null;
    at = node.target.startsWith("/") ? node.target : `${parentOf(at)}/${node.target}`;
  }
  return null;
}

function parentsOf(path: string): readonly string[] {
  const parts = path.split("/").slice(1, -1);
  return parts.map((_, index) => `/${parts.slice(0, index + 1).join("/")}`);
}

function allows(
  node: { readonly mode: number; readonly owner: string; readonly group: string },
  user: string,
  bit: number,
): boolean {
  if (user === "root") return true;
  if (node.owner === user) return (node.mode & (bit << 6)) !== 0;
  const isGroup = node.group === (GROUP_OF[user] ?? user);
  return (node.mode & (isGroup ? bit << 3 : bit)) !== 0;
}
