/** Who controls a thing that has to change. */
export type Control = "me" | "other" | "nobody";

/** Web servers that may stand in front. */
export type ProxyKind = "none" | "nginx" | "apache" | "caddy" | "haproxy" | "other";
