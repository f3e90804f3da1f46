import { createInstance, type i18n, type Resource } from "i18next";
import { initReactI18next } from "react-i18next";
import { english, LANGUAGES } from "../../shared/words/words.ts";
import { isolated } from "./isolated.ts";
import { isPseudo, toPseudo } from "./pseudo.ts";

/** Texts by key, as deep as they go. */
interface Texts {
  readonly [key: string]: string | Texts;
}

/** Makes the page's words; `tag` is that of the address (`?lang=`) or of the browser. */
export function createLanguage(tag: string): i18n {
  const plain = tag.split("-")[0] ?? "en";
  const language = isPseudo(tag) ? tag : Object.hasOwn(LANGUAGES, plain) ? plain : "en";
  const real: Resource = Object.fromEntries(
    Object.entries(LANGUAGES).map(([each, words]) => [each, { translation: words }] as const),
  );
  const made: Resource = isPseudo(tag) ? { [tag]: { translation: pseudo(english) } } : {};
  const instance = createInstance();
  void instance.use(initReactI18next).init({
    lng: language,
    fallbackLng: "en",
    initAsync: false,
    resources: { ...real, ...made },
    // React writes texts as texts; here a value is only kept from turning round what stands beside it.
    interpolation: { escape: (value) => (instance.dir() === "rtl" ? isolated(value) : value) },
    // A value that is not known is spoken of in general ("the server"), never as an empty gap.
    missingInterpolationHandler: (_text: string, match: readonly string[]) =>
      instance.t(`missing.${match[1]?.trim() ?? ""}`),
    react: { useSuspense: false },
  });
  return instance;
}

function pseudo(texts: object): Texts {
  return Object.fromEntries(
    Object.entries(texts).map(([key, text]: [string, unknown]) => [
      key,
      typeof text === "object" && text !== null ? pseudo(text) : toPseudo(String(text)),
    ]),
  );
}
