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
  if (isBefore(version, "0.99.0"))
    return answer(subject, "certificate-behind-proxy", "yes", "legacy");
  if (isBefore(version, "0.99.1"))
    return answer(subject, "certificate-behind-proxy", "yes", "issue-4554");
  return answer(subject, "certificate-behind-proxy", "no", "not-needed");
}

/** SIGHUP reads the certificate again from 0.99.0 on; before, only a restart does. */
function reload(subject: FaqSubject): FaqAnswer {
  if (isBefore(subject.version, "0.99.0"))
    return answer(subject, "how-to-reload", "restart", "old-version");
  if (subject.proxied) return answer(subject, "how-to-reload", "sighup", "proxy");
  return answer(
    subject,
    "how-to-reload",
    "sighup",
    subject.canReload ? "systemctl-reload" : "signal",
  );
}
