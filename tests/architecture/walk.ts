/** A node of the parsed tree; its other members depend on its type. */
export type Node = {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [member: string]: unknown;
};

/** Whether a value is a node of the parsed tree. */
export function isNode(value: unknown): value is Node {
  return (
    typeof value === "object" &&
    value !== null &&
    "type" in value &&
    typeof value.type === "string" &&
    "start" in value
  );
}

/** Calls `visit` for every node below `value` (itself included), parents before children. */
export function walk(
  value: unknown,
  visit: (node: Node, parent?: Node) => void,
  parent?: Node,
): void {
  if (Array.isArray(value)) {
    for (const each of value) walk(each, visit, parent);
    return;
  }
  if (!isNode(value)) return;
  visit(value, parent);
  for (const child of Object.values(value)) {
    if (typeof child === "object" && child !== null) walk(child, visit, value);
  }
}
