import { createClock } from "../adapters/clock.ts";
import type { LoginSuggestion, WizardWorld } from "../engine/wizard-ports.ts";
import type { AcmeChoice } from "../engine/requests.ts";
import { openOutside, type OutsideOptions } from "./outside.ts";
import { describeLogin, logIn } from "./world-login.ts";

/** How the real world is reached. */
export interface RealWorldOptions extends OutsideOptions {
  readonly acme: AcmeChoice;
  /** Options that the command line needs to find it again. */
  readonly remember: { readonly [option: string]: readonly string[] };
}

/** Opens the real world; nothing is contacted yet. */
export function openRealWorld(options: RealWorldOptions): WizardWorld {
  const { stateFolder, acme, remember } = options;
  const outside = openOutside(options);
  const login = { stateFolder, find: outside.find, usesConfig: true };
  return {
    kind: "real",
    network: outside.network,
    acme: outside.acme,
    store: outside.store,
    digest: outside.digest,
    clock: (stop) => createClock(AbortSignal.any([stop, options.stop])),
    acmeChoice: acme,
    remember,
    journeys: {},
    suggest: suggestReal,
    describe: (draft) => describeLogin(draft, login),
    login: (attempt) => logIn(login, attempt),
    otherPerson: null,
    close: () => Promise.resolve(outside.close()),
  };
}

/** The machine is mostly the name's own, or its `matrix.` neighbour; the page fills in what its look found. */
function suggestReal(name: string): readonly LoginSuggestion[] {
  const host = name.replace(/:[0-9]+$/, "").replaceAll(/[[\]]/g, "");
  if (host === "") return [];
  return [{ machine: "host", host, port: 22, user: null, method: "auto", root: null }];
}
