import { isBefore } from "../plan/versions.ts";
import type { Faq, FaqAnswer, FaqSubject } from "./questions.ts";
import { answer } from "./answer.ts";

/** The questions about certificates and the proxy (FAQ 9 to 13). */
export function certificateAnswers(
  subject: FaqSubject,
): Pick<
  Faq,
  | "own-certificates"
  | "reverse-proxy"
  | "certificate-behind-proxy"
  | "same-certificate"
  | "how-to-reload"
> {
  return {
    "own-certificates": answer(subject, "own-certificates", "yes", "checked"),
    "reverse-proxy": answer(
      subject,
      "reverse-proxy",
      "yes",
      subject.proxied ? "yours" : "if-wanted",
    ),
    "certificate-behind-proxy": behindProxy(subject),
    "same-certificate": answer(
      subject,
      "same-certificate",
      "no",
      subject.proxied ? "proxied" : "one-for-all",
    ),
    "how-to-reload": reload(subject),
  };
}

/** 0.99.0 demands a certificate file (#4554, mended in 0.99.1 by #4618), and so does everything before it. */
function behindProxy(subject: FaqSubject): FaqAnswer {
  const { version } = subject;
  if (version === null) return answer(subject, "certificate-behind-proxy", "no", "version-unknown");
  if (isBefore(version, "0.99.0"))
    return answer(subject, "certificate-behind-proxy", "yes", "legacy");
  if (isBefore(version, "0.99.1"))
    return answer(subject, "certificate-behind-proxy", "yes", "issue-4554");
  return answer(subject, "certificate-behind-proxy", "no", "not-needed");
}

/** SIGHUP reads the certificate again from 0.99.0 on; before, only a restart does. How it is sent is the machine's. */
function reload(subject: FaqSubject): FaqAnswer {
  const { version, install, proxied } = subject;
  if (isBefore(version, "0.99.0"))
    return answer(
      subject,
      "how-to-reload",
      "restart",
      proxied ? "old-version-proxied" : "old-version",
    );
  if (proxied) return answer(subject, "how-to-reload", "sighup", "proxy");
  if (install === "docker") return answer(subject, "how-to-reload", "sighup", "container");
  if (!subject.hasUnit && (install === "pip" || install === "other"))
    return answer(subject, "how-to-reload", "sighup", "own-process");
  if (version === null) return answer(subject, "how-to-reload", "sighup", "version-unknown");
  return answer(
    subject,
    "how-to-reload",
    "sighup",
    subject.canReload ? "systemctl-reload" : "signal",
  );
}
