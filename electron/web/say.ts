import { createInstance } from "i18next";
import { LANGUAGES, type WordKey } from "../../shared/words/words.ts";

/** Gives a text by its key. */
export type Say = (key: WordKey, values?: { readonly [key: string]: string | number }) => string;

/** The voice of pages and dialogs outside the wizard's page; a language that is not there is spoken in English. */
export function createSay(language: string): Say {
  const i18n = createInstance();
  const tag = language.split("-")[0] ?? "en";
  void i18n.init({
    lng: Object.hasOwn(LANGUAGES, tag) ? tag : "en",
    fallbackLng: "en",
    initAsync: false,
    resources: Object.fromEntries(
      Object.entries(LANGUAGES).map(([each, words]) => [each, { translation: words }]),
    ),
    interpolation: { escapeValue: false },
  });
  return (key, values = {}) => {
    const { count } = values;
    return i18n.t(key, { replace: values, ...(typeof count === "number" ? { count } : {}) });
  };
}
