// oxlint-disable-next-line typescript/triple-slash-reference -- so that every project that imports this finds it
/// <reference path="./raw-text.d.ts" />
import type { OperationName } from "../../engine/host-operations.ts";
import { shellQuote } from "../../../shared/render/shell-quote.ts";
import backup from "./backup.sh?raw";
import challengeStart from "./challenge-start.sh?raw";
import challengeStop from "./challenge-stop.sh?raw";
import checker from "./checker.py?raw";
import common from "./common.sh?raw";
import controlService from "./control-service.sh?raw";
import fetchLocal from "./fetch-local.sh?raw";
import fetcher from "./fetcher.py?raw";
import files from "./files.sh?raw";
import installCertificate from "./install-certificate.sh?raw";
import lock from "./lock.sh?raw";
import note from "./note.sh?raw";
import orderKey from "./order-key.sh?raw";
import readFile from "./read-file.sh?raw";
import readNotes from "./read-notes.sh?raw";
import reader from "./reader.py?raw";
import responder from "./responder.py?raw";
import restore from "./restore.sh?raw";
import serviceState from "./service-state.sh?raw";
import setDebconfName from "./set-debconf-name.sh?raw";
import stat from "./stat.sh?raw";
import survey from "./survey.sh?raw";
import synapse from "./synapse.sh?raw";
import testConfig from "./test-config.sh?raw";
import tidy from "./tidy.sh?raw";
import unlock from "./unlock.sh?raw";
import waitListening from "./wait-listening.sh?raw";
import writeFile from "./write-file.sh?raw";

/** The fixed text of every operation's script, for a POSIX `sh`; complete by type. */
export const SCRIPTS: { readonly [name in OperationName]: string } = {
  survey: script(common, synapse, python("READER", reader), survey),
  "read-file": script(common, files, readFile),
  stat: script(common, files, stat),
  lock: script(common, files, lock),
  unlock: script(common, files, unlock),
  backup: script(common, files, backup),
  "write-file": script(common, files, writeFile),
  restore: script(common, files, restore),
  "order-key": script(common, files, orderKey),
  "install-certificate": script(common, files, installCertificate),
  "challenge-start": script(common, files, python("RESPONDER", responder), challengeStart),
  "challenge-stop": script(common, files, challengeStop),
  "test-config": script(common, synapse, python("CHECKER", checker), testConfig),
  "service-state": script(common, serviceState),
  "control-service": script(common, controlService),
  "wait-listening": script(common, waitListening),
  "set-debconf-name": script(common, files, setDebconfName),
  note: script(common, files, note),
  "read-notes": script(common, files, readNotes),
  "fetch-local": script(common, python("FETCHER", fetcher), fetchLocal),
  tidy: script(common, files, tidy),
};

/** One text without comment lines, which need not travel. */
function script(...parts: readonly string[]): string {
  return parts.map((part) => part.replaceAll(/^\s*#.*\n/gm, "")).join("\n");
}

/** A Python program as a shell variable. */
function python(variable: string, program: string): string {
  return `${variable}=${shellQuote(program.replaceAll(/^#.*\n/gm, ""))}\n`;
}
