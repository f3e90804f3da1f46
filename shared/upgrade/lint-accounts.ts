import {
  append,
  insertBefore,
  lineCount,
  replaceEntry,
  replaceScalar,
  withoutEntry,
} from "./hunk.ts";
import { about, entriesWithin, isTrue, type Rule } from "./lint-rule.ts";
import { OLDEST } from "./road-facts.ts";

/** `account_threepid_delegates.email`: the mere key stops the start, also without a value. */
export const emailDelegate: Rule = ({ entries }) => {
  const block = entries.get("account_threepid_delegates");
  const within = entriesWithin(block);
  const entry = within.get("email");
  if (block === undefined || entry === undefined) return [];
  const spans = [
    { since: "1.4.0", class: "works", why: "email-delegate-works" },
    { since: "1.66.0", class: "fatal", why: "email-delegate-fatal" },
  ] as const;
  // A block that holds nothing else goes as a whole.
  const edit = withoutEntry(within.size === 1 ? block : entry);
  return [about(entry, "account_threepid_delegates.email", spans, edit)];
};

/** The same wish in its place of 1.0 to 1.3, under `email`: nobody reads it there any more. */
export const trustIdentityUnderEmail: Rule = ({ entries }) => {
  const key = "trust_identity_server_for_password_resets";
  const within = entriesWithin(entries.get("email"));
  const entry = within.get(key);
  if (entry === undefined) return [];
  const spans = [
    { since: "1.0.0", class: "works", why: "trust-identity-works" },
    { since: "1.4.0", class: "ignored", why: "no-effect" },
  ] as const;
  return [about(entry, `email.${key}`, spans, withoutEntry(entry))];
};

/** Mail without a sender: from 1.0.0 on Synapse sends the mails for password resets itself. */
export const emailSender: Rule = ({ entries }) => {
  const entry = entries.get("email");
  if (entry === undefined || !isTrue(entry.value)) return [];
  const within = entriesWithin(entry);
  if (isTrue(within.get("notif_from")?.value)) return [];
  const spans = [
    { since: OLDEST, class: "works", why: "still-read" },
    { since: "1.0.0", class: "fatal", why: "email-sender-fatal" },
  ] as const;
  const line = 'notif_from: "Matrix <noreply@example.com>"';
  const [first] = [...within.values()];
  const empty = within.get("notif_from");
  const edit = empty
    ? replaceEntry(empty, [line])
    : first === undefined
      ? null
      : insertBefore(first, [line]);
  return [about(entry, "email.notif_from", spans, edit)];
};

/** What mail needed for a while beside its sender: a mail server up to 1.11, the clients' address from 1.4 to 1.46. */
export const emailSurroundings: Rule = ({ entries, main }) => {
  const entry = entries.get("email");
  if (entry === undefined || !isTrue(entry.value)) return [];
  const within = entriesWithin(entry);
  const [first] = [...within.values()];
  const server = MAIL_SERVER.filter(({ key }) => !within.has(key)).map(({ key, line }) =>
    about(
      entry,
      `email.${key}`,
      [
        { since: "1.0.0", class: "fatal", why: "email-server-fatal" },
        { since: "1.12.0", class: "quiet", why: "" },
      ],
      first === undefined ? null : insertBefore(first, [line]),
    ),
  );
  if (isTrue(entries.get("public_baseurl")?.value)) return server;
  const spans = [
    { since: "1.4.0", class: "fatal", why: "email-baseurl-fatal" },
    { since: "1.47.0", class: "quiet", why: "" },
  ] as const;
  const key = "public_baseurl";
  const lines = [`${key}: "https://matrix.example.com/"`];
  const empty = entries.get(key);
  if (empty !== undefined) return [...server, about(empty, key, spans, replaceEntry(empty, lines))];
  const line = lineCount(main.text);
  return [...server, { file: main.path, line, key, spans, edit: append(main, lines) }];
};

const MAIL_SERVER = [
  { key: "smtp_host", line: 'smtp_host: "localhost"' },
  { key: "smtp_port", line: "smtp_port: 25" },
] as const;

/** Open registration without any proof: 1.56.0 and later refuse to start with it. */
export const openRegistration: Rule = ({ entries }) => {
  const entry = entries.get("enable_registration");
  if (entry === undefined || !isTrue(entry.value)) return [];
  const proofs = [
    "enable_registration_without_verification",
    "enable_registration_captcha",
    "registrations_require_3pid",
    "registration_requires_token",
  ];
  if (proofs.some((key) => isTrue(entries.get(key)?.value))) return [];
  const spans = [
    { since: OLDEST, class: "works", why: "still-read" },
    { since: "1.56.0", class: "fatal", why: "open-registration-fatal" },
  ] as const;
  return [
    about(entry, "enable_registration", spans, replaceScalar(entry.file, entry.node, "false")),
  ];
};
