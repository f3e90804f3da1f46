import type { ProxyKind } from "../domain/control.ts";
import type { Situation } from "./situation.ts";

/** Each brand's program, as a list of sockets shows it; another brand's is any that is not Synapse. */
const PROGRAMS: { readonly [brand in ProxyKind]: RegExp } = {
  none: /^$/,
  nginx: /^nginx/,
  apache: /^(apache2?|httpd)/,
  caddy: /^caddy/,
  haproxy: /^haproxy/,
  other: /^(?!python|synapse|homeport)./,
};

/** Tells whether the host's web server has a port: it listens there, or is configured to and runs. */
export function proxyHolds(situation: Situation, port: number): boolean {
  const { host } = situation.input;
  const program = PROGRAMS[situation.proxy];
  const listens = (host?.ports ?? []).some(
    (each) => each.port === port && each.process !== null && program.test(each.process),
  );
  const configured = (host?.proxy?.serves ?? []).some((each) => each.port === port);
  return listens || (configured && host?.proxy?.active === true);
}

/** Tells whether HTTP-01 meets the web server. Without root's rights, or `ss`, a socket has no program. */
export function proxyAnswersChallenge(situation: Situation): boolean {
  const { host } = situation.input;
  const unnamed = (host?.ports ?? []).some((each) => each.port === 80 && each.process === null);
  return proxyHolds(situation, 80) || (unnamed && host?.proxy?.active === true);
}
